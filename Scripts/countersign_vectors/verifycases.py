"""verify.json: the arithmetic of verification at its edges, over a digest and not over a text.

SHA-256 would fix the digest, and with it u1; here the digest is chosen, so that u1, u2, the key and
the resulting point can be steered. A signature for any key and any u1, u2 needs no private key:
R = u1 G + u2 Q, r = R.x mod n, s = r / u2, digest = u1 s.
"""

import hashlib

from . import curve, ecdsa
from .curve import G, N, P

ORIGIN = "made by this project"
DESCRIPTION = (
    "ECDSA over a given 32-byte `digest`: `valid` says whether (`r`, `s`) is a signature of it under `key` (an "
    "uncompressed point on the curve). r and s are 32 bytes each and may be out of range. High s is valid."
)


def number(label, bound=N):
    """A random-looking integer in 1 … bound-1 that a rerun finds again."""
    return int.from_bytes(hashlib.sha512(("countersign verify " + label).encode()).digest(), "big") % (bound - 1) + 1


class Rows(list):
    def case(self, group, note, key, digest, r, s, valid=None):
        """`valid` is what the construction promises; the verifier must find the same."""
        found = ecdsa.verify(key, digest, r, s)
        if valid is not None and valid != found:
            raise AssertionError(f"verify {group}/{note}: constructed {valid}, computed {found}")
        self.append({
            "id": f"verify-{len(self):04}", "class": group, "note": note,
            "key": f"04{key[0]:064x}{key[1]:064x}", "digest": f"{digest:064x}",
            "r": f"{r:064x}", "s": f"{s:064x}", "valid": found,
        })

    def steered(self, group, note, key, u1, u2):
        """A valid case with these u1 and u2; False when the sum is infinity or r is 0."""
        point = curve.combine([(u1, G), (u2, key)])
        if point is None or point[0] % N == 0:
            return False
        r = point[0] % N
        s = r * pow(u2, -1, N) % N
        self.case(group, note, key, u1 * s % N, r, s, True)
        return True


def from_point(point, r, label):
    """A key, digest and s with u1 G + u2 Q = point, where u2 = r / s."""
    digest, s = number(label + " e"), number(label + " s")
    u1, u2 = digest * pow(s, -1, N) % N, r * pow(s, -1, N) % N
    rest = curve.add(point, curve.negate(curve.multiply_base(u1)))
    return curve.multiply(pow(u2, -1, N), rest), digest, s


def ranges(rows):
    values = [0, 1, 2, N // 2, N // 2 + 1, N - 2, N - 1, N, N + 1, P - N, P - 1, P, P + 1, (1 << 256) - 1]
    for label in ("range a", "range b"):
        private = ecdsa.private_key(label)
        key, digest = curve.multiply_base(private), number(label)
        for r in values:
            for s in values:
                rows.case("range grid", f"r = {r:x}, s = {s:x}", key, digest, r, s)
        r, s = ecdsa.sign(private, ecdsa.bytes32(digest))
        for note, a, b in [("r + n", r + N, s), ("s + n", r, s + N), ("p - r", P - r, s), ("n - r", N - r, s),
                           ("r = 0", 0, s), ("s = 0", r, 0), ("r = n", N, s), ("s = n", r, N), ("swapped", s, r),
                           ("2^256 - 1 - r", (1 << 256) - 1 - r, s), ("r ^ 1", r ^ 1, s), ("s ^ 1", r, s ^ 1)]:
            if a < 1 << 256 and b < 1 << 256:
                rows.case("range of a good signature", note, key, digest, a, b, False)
        rows.case("range of a good signature", "unchanged", key, digest, r, s, True)
        rows.case("high-s twin", "n - s", key, digest, r, N - s, True)


def digests(rows):
    special = [0, 1, 2, N - 2, N - 1, N, N + 1, P - 1, P, P + 1, 2 * N - (1 << 256) if 2 * N > 1 << 256 else 0,
               (1 << 256) - 1, 1 << 255, (1 << 255) - 1]
    special += [(1 << 256 - zeros) - 1 for zeros in (8, 16, 32, 64, 128, 192, 248)]
    special += [(1 << 256) - (1 << bits) for bits in (8, 32, 64, 128, 192, 224)]
    private = ecdsa.private_key("digest")
    key = curve.multiply_base(private)
    for digest in special:
        r, s = ecdsa.sign(private, ecdsa.bytes32(digest))
        rows.case("digest", f"digest {digest:064x}", key, digest, r, s, True)
        rows.case("digest, high-s twin", f"digest {digest:064x}", key, digest, r, N - s, True)
        other = digest ^ 1
        rows.case("digest, last bit flipped", f"digest {other:064x}", key, other, r, s, False)
        # e and e + n are the same number mod n: reduction must not be forgotten, nor done twice.
        for twin in (digest + N, digest - N):
            if 0 <= twin < 1 << 256:
                rows.case("digest, same value mod n", f"digest {twin:064x}", key, twin, r, s, True)


def small_keys(rows):
    privates = list(range(1, 17)) + [N - d for d in range(1, 17)] + [N // 2, N // 2 + 1] + [1 << b for b in (32, 64, 128, 255)]
    for private in privates:
        private %= N
        key = curve.multiply_base(private)
        digest = number(f"small {private}")
        r, s = ecdsa.sign(private, ecdsa.bytes32(digest))
        rows.case("key is a small multiple of G", f"d = {private:x}", key, digest, r, s, True)
        rows.case("key is a small multiple of G, its negative", f"d = {private:x}", curve.negate(key), digest, r, s, False)


def relations(rows):
    """u1 G and u2 Q meet: the addition becomes a doubling, or the sum is infinity."""
    for private in (1, 2, 3, N - 1, N - 2, number("relation")):
        key = curve.multiply_base(private)
        for factor, name in ((1, "u2 Q = u1 G (doubling)"), (2, "u2 Q = 2 u1 G"), (3, "u2 Q = 3 u1 G"),
                             (N - 2, "u2 Q = -2 u1 G"), (N - 3, "u2 Q = -3 u1 G"),
                             ((N + 1) // 2, "2 u2 Q = u1 G"), (N - (N + 1) // 2, "2 u2 Q = -u1 G")):
            u1 = number(f"relation {private} {factor}")
            u2 = factor * u1 * pow(private, -1, N) % N
            rows.steered("relation", f"{name}, d = {private:x}", key, u1, u2)
        # u2 Q = -u1 G: infinity, whatever r says.
        for r in (1, 2, number("inf r"), N - 1):
            for s in (1, number("inf s"), N - 1):
                digest = -r * private % N
                rows.case("sum is infinity", f"d = {private:x}, r = {r:x}", key, digest, r, s, False)
    for digest in (0, N):
        for private in (1, 5, N - 1, number("zero u1")):
            key = curve.multiply_base(private)
            u2 = number(f"u2 {private}")
            r = curve.multiply(u2, key)[0] % N
            rows.case("u1 = 0", f"digest {digest:x}, d = {private:x}", key, digest, r, r * pow(u2, -1, N) % N, True)


def scalars(rows):
    patterns = {f"{v:x}": v for v in (1, 2, 3, 5, 15, 16, 17, 31, 32, 33)}
    patterns.update({f"n - {v}": N - v for v in (1, 2, 3, 15, 16, 17, 31, 32, 33, 34)})
    for bits in (26, 51, 52, 53, 63, 64, 65, 104, 128, 192, 208, 224, 255):
        patterns[f"2^{bits}"] = 1 << bits
        patterns[f"2^{bits} - 1"] = (1 << bits) - 1
    for limb in (26, 52, 64):
        ones = (1 << limb) - 1
        for start in (0, 1):
            value = sum(ones << limb * i for i in range(start, 256 // limb, 2)) % N
            patterns[f"every other {limb}-bit limb all ones, from {start}"] = value
    for window in (4, 5, 6, 7, 8):
        for digit, name in ((1, "1"), ((1 << window - 1), "half"), ((1 << window) - 1, "full")):
            value = sum(digit << window * i for i in range(256 // window)) % N
            patterns[f"each {window}-bit digit {name}"] = value
    patterns["p mod n"], patterns["(n + 1) / 2"] = P % N, (N + 1) // 2
    key = curve.multiply_base(ecdsa.private_key("scalar"))
    for name, value in patterns.items():
        rows.steered("u1", f"u1 = {name}", key, value, number("u2 " + name))
        rows.steered("u2", f"u2 = {name}", key, number("u1 " + name), value)
        rows.steered("u1 and u2", f"u1 = u2 = {name}", key, value, value)
    # s and 1/s at edges: the inversion's own extremes.
    private = ecdsa.private_key("inverse")
    key = curve.multiply_base(private)
    for name, value in patterns.items():
        for inverse in (False, True):
            nonce = number("k " + name)
            r = curve.multiply_base(nonce)[0] % N
            s = pow(value, -1, N) if inverse else value
            digest = (s * nonce - r * private) % N
            rows.case("s", f"{'1/s' if inverse else 's'} = {name}", key, digest, r, s, True)


def overflow(rows):
    """R.x in n … p-1: then r = R.x - n, and a verifier that compares with r alone refuses."""
    found = 0
    for offset in range(0, 64):
        point = curve.lift_x(N + offset)
        if point is None or offset == 0:
            continue
        found += 1
        key, digest, s = from_point(point, offset, f"overflow {offset}")
        rows.case("R.x not below n", f"R.x = n + {offset}", key, digest, offset, s, True)
        rows.case("R.x not below n, other sign", f"R.x = n + {offset}", curve.negate(key), digest, offset, s, False)
        if found == 12:
            break
    point, offset = None, 0
    while point is None:
        offset += 1
        point = curve.lift_x(P - offset)
    key, digest, s = from_point(point, P - offset - N, "overflow top")
    rows.case("R.x not below n", f"R.x = p - {offset}", key, digest, P - offset - N, s, True)
    # The trap on the other side: r + n passes p, and R.x = r + n - p must not count.
    count = 0
    for small in range(1, 64):
        point = curve.lift_x(small)
        r = small + P - N
        if point is None:
            continue
        key, digest, s = from_point(point, r, f"wrap {small}")
        rows.case("r + n wraps around p", f"R.x = {small}, r = {small} + p - n", key, digest, r, s, False)
        # The same without a wrap is valid.
        key, digest, s = from_point(point, small, f"small {small}")
        rows.case("R.x is small", f"R.x = {small}", key, digest, small, s, True)
        count += 1
        if count == 10:
            break


def special_keys(rows):
    xs = [0, 1, 2, 3, P - 1, P - 2, P - 3, N, N - 1, N + 1, (1 << 255), (1 << 255) - 1, (1 << 224), (1 << 224) - 1,
          (1 << 192), (1 << 128), (1 << 96) - 1, (1 << 64), (1 << 64) - 1, (1 << 52), (1 << 52) - 1, (1 << 32) - 1]
    for x in xs:
        base, step = x, 1 if x < P - 64 else -1
        while curve.lift_x(x) is None:
            x += step
        for odd in (False, True):
            key = curve.lift_x(x, odd)
            note = f"x = {x:064x}" + (" (next on the curve)" if x != base else "") + f", y {'odd' if odd else 'even'}"
            rows.steered("key at an edge", note, key, number(note + "1"), number(note + "2"))
    for index in range(12):
        # One signature that two keys verify: R and -R give two keys for the same (digest, r, s).
        point = curve.multiply_base(number(f"two keys {index}"))
        r = point[0] % N
        digest, s = number(f"two keys e {index}"), number(f"two keys s {index}")
        for name, end in (("A", point), ("B", curve.negate(point))):
            sum_point = curve.combine([(s * pow(r, -1, N), end), (-digest * pow(r, -1, N), G)])
            rows.case("one signature, two keys", f"pair {index}, key {name}", sum_point, digest, r, s, True)


def patterns_of_result(rows):
    """R with long runs of ones or zeros in x: the last reduction before the comparison."""
    for bits in (32, 64, 96, 128, 160, 192, 224):
        for base in ((1 << 256) - (1 << bits), (1 << bits) - 1, ((1 << bits) - 1) << (256 - bits)):
            x = base % P
            while curve.lift_x(x) is None or x % N == 0:
                x = (x + 1) % P
            key, digest, s = from_point(curve.lift_x(x), x % N, f"result {base:x}")
            rows.case("R.x has long runs", f"R.x = {x:064x}", key, digest, x % N, s, True)


def ordinary(rows):
    for index in range(40):
        private = ecdsa.private_key(f"ordinary {index}")
        key, digest = curve.multiply_base(private), number(f"ordinary {index}")
        r, s = ecdsa.sign(private, ecdsa.bytes32(digest))
        rows.case("ordinary", f"key {index}", key, digest, r, s, True)
        bit = 1 << number(f"bit {index}", 256)
        for note, changed in [("digest", (digest ^ bit, r, s)), ("r", (digest, r ^ bit, s)), ("s", (digest, r, s ^ bit))]:
            rows.case("ordinary, one bit flipped", f"key {index}, {note}", key, *changed)
        rows.case("ordinary, wrong key", f"key {index}", curve.multiply_base(private + 1), digest, r, s, False)


def cases():
    rows = Rows()
    for part in (ranges, digests, small_keys, relations, scalars, overflow, special_keys, patterns_of_result, ordinary):
        part(rows)
    return rows
