import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * libcountersign from Java: sign, verify, explain, verify many at once, and what errors look like.
 * Prints the lines that Examples/C/use_countersign.c prints.
 *
 * javac -cp jna.jar *.java && java -cp jna.jar:. UseCountersign
 */
public final class UseCountersign {
    private static final String BANK_KEY = "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
        + "9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c";
    private static final String BANK_FIELD =
        "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade";

    private interface Call {
        void run() throws Countersign.CountersignException;
    }

    private static Countersign.CountersignException failure(Call call) {
        try {
            call.run();
        } catch (Countersign.CountersignException failure) {
            return failure;
        }
        throw new AssertionError("expected an error");
    }

    private static byte[] ascii(String text) { return text.getBytes(StandardCharsets.US_ASCII); }
    private static String word(boolean isValid) { return isValid ? "ok" : "mismatch"; }
    private static void print(String line) { System.out.println(line); }

    public static void main(String[] arguments) throws Exception {
        System.setOut(new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8));
        print("version " + Countersign.C.countersign_version());
        try (Countersign.Key bank = Countersign.Key.read(ascii(BANK_KEY), null)) {
            print("bank's sample: " + word(bank.verify("212212", BANK_FIELD)));
        }
        Countersign.Key key = Countersign.Key.generate();
        String text = "Zahlung \u00fcber 10,00 EUR";
        String field = key.sign(text);
        print("own signature: " + word(key.verify(text, field)));
        print("another text: " + word(key.verify("another text", field)));
        byte[] rs = Countersign.convert(ascii(field), Countersign.FIELD, Countersign.RS);
        print("as r||s: " + rs.length + " bytes");
        String[] explained = key.explain("212212", key.sign("212212\n"));
        if (!explained[1].contains("\"code\":\"text_newline_added\"")) throw new AssertionError(explained[1]);
        print("newline signed: mismatch, " + explained[0]);
        verifyMany(key);
        showErrors(key);
    }

    private static void verifyMany(Countersign.Key key) throws Exception {
        try (Countersign.Verifier verifier = new Countersign.Verifier()) {
            long number = verifier.enrol(key, "phone-1");
            String field = key.sign("123456");
            byte[] noPoint = new byte[65];
            noPoint[0] = 4;
            print("batch: " + String.join(" ", verifier.verify(List.of(
                new Countersign.Question(number, null, null, "123456", field),
                new Countersign.Question(0, "phone-1", null, "123457", field),
                new Countersign.Question(0, "phone-1", null, "123456", "30"),
                new Countersign.Question(0, "phone-2", null, "123456", field),
                new Countersign.Question(0, null, noPoint, "123456", field)))));
        }
    }

    private static void showErrors(Countersign.Key key) throws Exception {
        var malformed = failure(() -> key.verify("212212", "3006020100020101"));
        print("malformed field: " + malformed.status + ", " + malformed.code + " at " + malformed.offset);
        var length = new com.sun.jna.ptr.NativeLongByReference();
        int status = Countersign.C.countersign_key_export(key.handle, Countersign.SPKI_PEM, null,
            new com.sun.jna.NativeLong(0), null, new com.sun.jna.NativeLong(0), length, null);
        print("no buffer: " + Countersign.C.countersign_status_name(status) + ", " + length.getValue()
            + " bytes and a NUL");
        String pem = new String(key.export(Countersign.SPKI_PEM, null), StandardCharsets.US_ASCII);
        print("public key: " + pem.lines().findFirst().orElseThrow());
        byte[] secret = key.export(Countersign.PKCS8_ENCRYPTED_PEM, ascii("correct horse"));
        print("wrong passphrase: " + failure(() -> Countersign.Key.read(secret, ascii("battery staple"))).status);
        key.close();
        print("closed twice: " + failure(key::close).status);
    }
}
