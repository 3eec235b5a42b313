import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.NativeLongByReference;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** libcountersign for Java, through JNA: copy this file and call what you need. size_t is JNA's NativeLong. */
public final class Countersign {
    public static final int OK = 0, MISMATCH = 1, ERROR_BUFFER = 11;
    public static final int PKCS8_ENCRYPTED_PEM = 4, SPKI_PEM = 20;
    public static final int FIELD = 1, RS = 3;
    private static final int ITEM_BYTES = 64, VERDICT_BYTES = 8;

    private Countersign() {}

    /** The functions of countersign.h that the example calls. */
    public interface Functions extends Library {
        String countersign_version();
        String countersign_status_name(int status);
        String countersign_verdict_name(int code);
        int countersign_key_new(LongByReference key, Failure failure);
        int countersign_key_import(byte[] bytes, NativeLong length, byte[] passphrase, NativeLong passphraseLength,
            LongByReference key, Pointer format, Failure failure);
        int countersign_key_export(long key, int format, byte[] passphrase, NativeLong passphraseLength,
            byte[] out, NativeLong capacity, NativeLongByReference length, Failure failure);
        int countersign_key_close(long key, Failure failure);
        int countersign_sign(long key, byte[] text, NativeLong textLength,
            byte[] field, NativeLong capacity, NativeLongByReference length, Failure failure);
        int countersign_verify(long key, byte[] text, NativeLong textLength, byte[] field, NativeLong fieldLength,
            Failure failure);
        int countersign_convert(int from, byte[] bytes, NativeLong length,
            int to, byte[] out, NativeLong capacity, NativeLongByReference outLength, Failure failure);
        int countersign_explain(long key, byte[] text, NativeLong textLength, byte[] field, NativeLong fieldLength,
            byte[] json, NativeLong capacity, NativeLongByReference length, Failure failure);
        int countersign_verifier_new(String kernel, long tableBytes, int tables, LongByReference verifier,
            Failure failure);
        int countersign_verifier_enrol(long verifier, long key, byte[] id, NativeLong idLength,
            LongByReference enrolled, Failure failure);
        int countersign_verifier_verify(long verifier, Pointer items, NativeLong count, Pointer verdicts,
            Failure failure);
        int countersign_verifier_close(long verifier, Failure failure);
    }

    public static final Functions C = Native.load("countersign", Functions.class);

    @Structure.FieldOrder({"status", "offset", "code", "reason"})
    public static class Failure extends Structure {
        public int status, offset;
        public byte[] code = new byte[48], reason = new byte[200];

        public String code() { return Native.toString(code, "UTF-8"); }
        public String reason() { return Native.toString(reason, "UTF-8"); }
    }

    /** What a call reports: the name of the status, and a finer code. */
    public static final class CountersignException extends Exception {
        public final String status, code;
        /** -1 where there is none. */
        public final int offset;

        CountersignException(Failure failure) {
            super(failure.reason() + " [" + failure.code() + "]");
            status = C.countersign_status_name(failure.status);
            code = failure.code();
            offset = failure.offset;
        }
    }

    private interface Output {
        int call(byte[] out, NativeLong capacity, NativeLongByReference length);
    }

    /** Calls with a buffer, and with a larger one where that was too small. */
    private static byte[] output(Failure failure, Output output) throws CountersignException {
        int capacity = 512;
        while (true) {
            byte[] out = new byte[capacity];
            NativeLongByReference length = new NativeLongByReference();
            int status = output.call(out, size(capacity), length);
            if (status == ERROR_BUFFER) {
                capacity = length.getValue().intValue() + 1;
            } else {
                if (status != MISMATCH) check(status, failure);
                return java.util.Arrays.copyOf(out, length.getValue().intValue());
            }
        }
    }

    private static void check(int status, Failure failure) throws CountersignException {
        if (status != OK) throw new CountersignException(failure);
    }

    private static NativeLong size(int count) { return new NativeLong(count); }
    private static NativeLong size(byte[] bytes) { return new NativeLong(bytes == null ? 0 : bytes.length); }
    private static byte[] utf8(String text) { return text.getBytes(StandardCharsets.UTF_8); }

    /** A P-256 key, private or public. */
    public static final class Key implements AutoCloseable {
        public final long handle;

        private Key(long handle) { this.handle = handle; }

        public static Key generate() throws CountersignException {
            Failure failure = new Failure();
            LongByReference handle = new LongByReference();
            check(C.countersign_key_new(handle, failure), failure);
            return new Key(handle.getValue());
        }

        /** Reads a key in whichever format it is. `passphrase` may be null. */
        public static Key read(byte[] data, byte[] passphrase) throws CountersignException {
            Failure failure = new Failure();
            LongByReference handle = new LongByReference();
            check(C.countersign_key_import(data, size(data), passphrase, size(passphrase), handle, null, failure),
                failure);
            return new Key(handle.getValue());
        }

        public byte[] export(int format, byte[] passphrase) throws CountersignException {
            Failure failure = new Failure();
            return output(failure, (out, capacity, length) -> C.countersign_key_export(
                handle, format, passphrase, size(passphrase), out, capacity, length, failure));
        }

        public String sign(String text) throws CountersignException {
            Failure failure = new Failure();
            byte[] bytes = utf8(text);
            return new String(output(failure, (out, capacity, length) -> C.countersign_sign(
                handle, bytes, size(bytes), out, capacity, length, failure)), StandardCharsets.UTF_8);
        }

        /** What is no signature at all is an exception. */
        public boolean verify(String text, String field) throws CountersignException {
            Failure failure = new Failure();
            byte[] textBytes = utf8(text), fieldBytes = utf8(field);
            int status = C.countersign_verify(
                handle, textBytes, size(textBytes), fieldBytes, size(fieldBytes), failure);
            if (status == MISMATCH) return false;
            check(status, failure);
            return true;
        }

        /** The code of the first finding and, after it, the JSON of the whole diagnosis. */
        public String[] explain(String text, String field) throws CountersignException {
            Failure failure = new Failure();
            byte[] textBytes = utf8(text), fieldBytes = utf8(field);
            byte[] json = output(failure, (out, capacity, length) -> C.countersign_explain(
                handle, textBytes, size(textBytes), fieldBytes, size(fieldBytes), out, capacity, length, failure));
            return new String[] {
                failure.status == OK ? "valid" : failure.code(), new String(json, StandardCharsets.UTF_8)
            };
        }

        @Override public void close() throws CountersignException {
            Failure failure = new Failure();
            check(C.countersign_key_close(handle, failure), failure);
        }
    }

    public static byte[] convert(byte[] signature, int from, int to) throws CountersignException {
        Failure failure = new Failure();
        return output(failure, (out, capacity, length) -> C.countersign_convert(
            from, signature, size(signature), to, out, capacity, length, failure));
    }

    /** Whose signature over which text a field should be: a number of enrol, an id, or a point of 65 bytes. */
    public record Question(long enrolled, String id, byte[] point, String text, String field) {}

    /** Verifies many signatures at once; threads may share one. */
    public static final class Verifier implements AutoCloseable {
        public final long handle;

        public Verifier() throws CountersignException {
            Failure failure = new Failure();
            LongByReference place = new LongByReference();
            check(C.countersign_verifier_new(null, 0, 0, place, failure), failure);
            handle = place.getValue();
        }

        public long enrol(Key key, String id) throws CountersignException {
            Failure failure = new Failure();
            LongByReference number = new LongByReference();
            byte[] bytes = utf8(id);
            check(C.countersign_verifier_enrol(handle, key.handle, bytes, size(bytes), number, failure), failure);
            return number.getValue();
        }

        /** Names of the verdicts, in order. */
        public String[] verify(List<Question> questions) throws CountersignException {
            int count = questions.size();
            Memory items = new Memory(Math.max(1, (long) count * ITEM_BYTES));
            Memory verdicts = new Memory(Math.max(1, (long) count * VERDICT_BYTES));
            // The bytes stay where they are until the call is over.
            Memory[] kept = new Memory[3 * count];
            items.clear();
            for (int i = 0; i < count; i++) {
                Question question = questions.get(i);
                long base = (long) i * ITEM_BYTES;
                items.setLong(base, question.enrolled());
                if (question.id() != null) kept[3 * i] = place(items, base + 8, utf8(question.id()), true);
                if (question.point() != null) kept[3 * i] = place(items, base + 24, question.point(), false);
                kept[3 * i + 1] = place(items, base + 32, utf8(question.text()), true);
                kept[3 * i + 2] = place(items, base + 48, utf8(question.field()), true);
            }
            Failure failure = new Failure();
            check(C.countersign_verifier_verify(handle, items, size(count), verdicts, failure), failure);
            java.lang.ref.Reference.reachabilityFence(kept);
            String[] names = new String[count];
            for (int i = 0; i < count; i++) {
                names[i] = C.countersign_verdict_name(verdicts.getInt((long) i * VERDICT_BYTES));
            }
            return names;
        }

        private static Memory place(Memory items, long offset, byte[] bytes, boolean withLength) {
            Memory memory = new Memory(Math.max(1, bytes.length));
            memory.write(0, bytes, 0, bytes.length);
            items.setPointer(offset, memory);
            if (withLength) items.setLong(offset + 8, bytes.length);
            return memory;
        }

        @Override public void close() throws CountersignException {
            Failure failure = new Failure();
            check(C.countersign_verifier_close(handle, failure), failure);
        }
    }
}
