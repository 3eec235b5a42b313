#!/usr/bin/env python3
"""Plants mistakes in copies of the C verifier, one each, and fails unless Tests/KernelChecks catches every one.

The self-test that a kernel runs before its first use is taken out of the copies, or it would catch most of them first.
Only the portable kernel is changed and run; the engine is shared by all. Usage: plant-kernel-mistakes.py [WORD…]
(only the mistakes whose names have one of the words). Needs a finished Scripts/check-kernels.sh (its objects are used).
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent
KERNEL = "Sources/CCountersignP256/"
BASE = ROOT / ".build-checks" / "release"
PORTABLE, COMPLETE, SCALAR, VERIFY = "portable/kernel.c", "complete.c", "scalar.c", "verify.c"
SELF_TEST = "self_test.c"

# name: file, what stands there, what takes its place, sources to compile anew
MISTAKES = {
    "r and s may be 0 (CVE-2022-21449)": (
        "scalar.h", "return !words_is_zero(a) && words_below(a, &n);", "return words_below(a, &n);", [PORTABLE, COMPLETE]),
    "r and s may be n or more": (
        "scalar.h", "return !words_is_zero(a) && words_below(a, &n);", "return (void)n, !words_is_zero(a);",
        [PORTABLE, COMPLETE]),
    "r + n not tried": ("engine/engine.h", "equal |= field_zero_mask(&t) & small;", "(void)t;", [PORTABLE]),
    "r + n tried where it is above p": (
        "engine/engine.h", "if (!words_below(&r, &p_minus_n)) continue;", "(void)p_minus_n;", [PORTABLE]),
    "r + n not tried on the slow path": (COMPLETE, "if (words_below(&r, &p_minus_n)) {", "if ((void)p_minus_n, false) {",
                                         [COMPLETE]),
    "curve equation not checked": ("engine/keys.h", "good &= field_zero_mask(&left);", "(void)left;", [PORTABLE]),
    "key coordinates reduced mod p": (
        "engine/keys.h", "if (words_below(&x[lane], &p) && words_below(&y[lane], &p)) good", "(void)p, good", [PORTABLE]),
    "exceptions believed": (
        "engine/engine.h", "flagged = e->flags[group] | field_zero_mask(&e->sum[group].z);", "flagged = 0;", [PORTABLE]),
    "exceptions of trees believed": (
        "engine/engine.h", "flagged = e->flags[group] | field_zero_mask(&e->sum[group].z);",
        "flagged = field_zero_mask(&e->sum[group].z);", [PORTABLE]),
    "exceptions of the last addition believed": (
        "engine/engine.h", "flagged = e->flags[group] | field_zero_mask(&e->sum[group].z);", "flagged = e->flags[group];",
        [PORTABLE]),
    "infinite sums verified again": (
        "engine/engine.h", "infinite = e->infinite[group] & (lane_mask)~e->flags[group];", "infinite = 0;", [PORTABLE]),
    "a doubling at the end taken for infinity": (
        "engine/chains.h", " & ~already[k] & ~field_zero_mask(&sum[k].x);", " & ~already[k];", [PORTABLE]),
    "an exception of the ladder taken for infinity": (
        "engine/chains.h", "        if (c == 0) memcpy(e->infinite, e->flags, e->groups);\n        if",
        "        if", [PORTABLE]),
    "the second pass with the first blind": (
        "engine/engine.h", "&in->blinds->of[1], e->again_verdicts", "&in->blinds->of[0], e->again_verdicts", [PORTABLE]),
    "verdicts of the second pass in other places": (
        "engine/engine.h", "e->again_index[again.count++] = (uint32_t)i;", "e->again_index[again.count++] = 0;", [PORTABLE]),
    "a short u2 begun with a wrong point": (
        "engine/chains.h", "words_add(&u2, &u2, &n);", "(void)n;", [PORTABLE]),
    "infinity is valid": (
        COMPLETE, "if (words_is_zero(&sum.z)) return COUNTERSIGN_P256_INVALID;",
        "if (words_is_zero(&sum.z)) return COUNTERSIGN_P256_VALID;", [COMPLETE]),
    "infinity compared (0 = r * 0)": (
        COMPLETE, "if (words_is_zero(&sum.z)) return COUNTERSIGN_P256_INVALID;", "", [COMPLETE]),
    "top word lost in a final subtraction": (
        "engine/field_4x64.h", "borrow = minus(borrow, t4, 0, &s4);", "(void)t4, (void)s4;", [PORTABLE, COMPLETE]),
    "a carry dropped between rows": (
        "engine/field_4x64.h", "    carry = plus(carry, t[4], 0, &t[4]);\n    plus(carry, t[5], 0, &t[5]);",
        "    (void)carry;", [PORTABLE, COMPLETE]),
    "a carry dropped in a square": ("engine/field_4x64.h", "t[7] = carry;", "t[7] = 0;", [PORTABLE]),
    "a negative difference left as it is": (
        "engine/field_4x64.h", "field_plus_p(t, 0 - (uint64_t)borrow);\n    for", "(void)borrow;\n    for", [PORTABLE]),
    "signs not flipped for an even scalar": (
        "recode.h", "words_subtract(k, &n, k);\n    return true;", "words_subtract(k, &n, k);\n    return false;",
        [PORTABLE]),
    "s = 0 poisons the shared inversion": ("engine/scalars.h", "else e->s[i] = one;", "else e->s[i] = s;", [PORTABLE]),
    "a bad lane flags all": (
        "engine/single_lane_passes.h", "if (checked && words_is_zero(d)) {", "if ((void)checked, false) {", [PORTABLE]),
    "neighbours swapped": (
        "engine/scalars.h", "(i < in->count ? i : in->count - 1)", "((i ^ 1) < in->count ? i ^ 1 : i)", [PORTABLE]),
    "an inverse left negative": (
        SCALAR, "    add_if_negative(&d, &mod->m);\n    *r =", "    *r =", [SCALAR]),
    "a table of another form taken": (
        VERIFY, "if (table.seal != seal_of(form, table.bytes)) return COUNTERSIGN_P256_ERROR_TABLE;", "(void)form;",
        [VERIFY]),
    "tables of different sizes taken": (
        VERIFY, "if (table.bytes != *bytes || !countersign_comb_for_bytes(table.bytes)) return COUNTERSIGN_P256_ERROR_LAYOUT;",
        "", [VERIFY]),
}

# As above, with the reason why no input can show them: these must not be caught.
EQUIVALENT = {
    "an exception on the way taken for infinity": (
        "engine/chains.h", " & ~already[k] & ~field_zero_mask(&sum[k].x);", " & ~field_zero_mask(&sum[k].x);", [PORTABLE],
        "with z = 0, y² = x³ for (x, y), so that any addition makes x = y² - x³ = 0: the last one does"),
    "no carry into a sixth word of a row": (
        "engine/field_4x64.h", "t[5] = plus(carry, t[4], high[3], &t[4]);", "plus(carry, t[4], high[3], &t[4]), t[5] = 0;",
        [PORTABLE, COMPLETE], "t < 2p before a row and a < p, so that t + a · b < 2p + 2^64 · p - p < 2^320"),
}

NO_SELF_TEST = """#include "dispatch.h"
countersign_p256_status countersign_kernel_self_test(const struct countersign_kernel *kernel)
{
    (void)kernel;
    return COUNTERSIGN_P256_OK;
}
"""


def object_of(folder, source):
    return folder / (("CCountersignP256/" + source).replace("/", "_") + ".o")


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def build(compiler, tree, folder, sources):
    """Objects of `sources` compiled anew, all others as they are; the program."""
    for source in sources:
        done = run([*compiler, "-std=gnu11", "-O1", "-I", tree / KERNEL / "include", "-c", tree / KERNEL / source,
                    "-o", object_of(folder, source)])
        if done.returncode:
            raise RuntimeError(done.stderr)
    objects = [folder / path.name if (folder / path.name).exists() else path for path in sorted(BASE.glob("*.o"))
               if "KernelChecks" not in path.name or "check_kernels" in path.name]
    program = folder / "check_kernels"
    done = run([*compiler, *objects, "-o", program])
    if done.returncode:
        raise RuntimeError(done.stderr)
    return program


def judge(program):
    """None if every check passes, else the first that does not: then the others need not run."""
    environment = {**os.environ, "COUNTERSIGN_KERNEL": "portable"}
    # Layers are opened by objects of their own, which no mistake is planted in.
    with subprocess.Popen([program, "1", "1", "verdicts"], env=environment, stdout=subprocess.PIPE,
                          text=True) as process:
        watch = threading.Timer(300, process.kill)
        watch.start()
        try:
            for line in process.stdout:
                if "WRONG" in line:
                    process.kill()
                    return " ".join(line.split())
        finally:
            watch.cancel()
    if process.returncode == -signal.SIGKILL:
        return "it does not end"
    return f"exit status {process.returncode}" if process.returncode else None


def main():
    compiler = [os.environ.get("CHECK_CC", "clang")]
    if not (BASE / "check_kernels").exists():
        print("plant-kernel-mistakes: run Scripts/check-kernels.sh first", file=sys.stderr)
        return 69
    words = sys.argv[1:]
    chosen = {name: rule for name, rule in {**MISTAKES, **EQUIVALENT}.items()
              if not words or any(word in name for word in words)}
    missed = []
    with tempfile.TemporaryDirectory() as temporary:
        tree = pathlib.Path(temporary)
        shutil.copytree(ROOT / KERNEL, tree / KERNEL)
        (tree / KERNEL / SELF_TEST).write_text(NO_SELF_TEST, encoding="utf-8")
        plain = tree / "plain"
        plain.mkdir()
        found = judge(build(compiler, tree, plain, [SELF_TEST]))
        if found:
            print(f"plant-kernel-mistakes: the right verifier fails: {found}", file=sys.stderr)
            return 1
        for name, (file, old, new, sources, *reason) in chosen.items():
            path = tree / KERNEL / file
            text = path.read_text(encoding="utf-8")
            if text.count(old) != 1:
                print(f"plant-kernel-mistakes: {name}: {file} has the text {text.count(old)} times", file=sys.stderr)
                missed.append(name)
                continue
            path.write_text(text.replace(old, new), encoding="utf-8")
            folder = tree / "mutant"
            folder.mkdir()
            shutil.copy(object_of(plain, SELF_TEST), folder)
            found = judge(build(compiler, tree, folder, sources))
            said = "caught" if found else f"equivalent, {reason[0]}" if reason else "MISSED"
            print(f"{said}: {name}" + (f" — {found[:120]}" if found else ""), flush=True)
            if bool(found) == bool(reason):
                missed.append(name)
            path.write_text(text, encoding="utf-8")
            shutil.rmtree(folder)
    equivalent = sum(name in EQUIVALENT for name in chosen)
    print(f"{len(chosen) - equivalent} mistakes planted in the kernel, {equivalent} changes beside them that change "
          f"nothing; {len(missed)} judged wrongly" + "".join(f"\n  {name}" for name in missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
