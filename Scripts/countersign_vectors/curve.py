"""NIST P-256 in plain integers (SEC 2 section 2.4.2). Not constant time: test keys only."""

P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
A = P - 3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
INFINITY = None


def is_on_curve(point):
    x, y = point
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x * x + A * x + B)) % P == 0


def square_root(value):
    """The root of `value` mod p with an even y, or None. p = 3 mod 4."""
    root = pow(value, (P + 1) // 4, P)
    if root * root % P != value % P:
        return None
    return root if root % 2 == 0 else P - root


def lift_x(x, odd=False):
    """The point with this x and this parity of y, or None when there is none."""
    y = square_root((x * x * x + A * x + B) % P)
    if y is None:
        return None
    return (x, (P - y) % P if odd else y)


def negate(point):
    return None if point is None else (point[0], -point[1] % P)


def _double(point):
    x, y, z = point
    if z == 0 or y == 0:
        return (1, 1, 0)
    delta, gamma = z * z % P, y * y % P
    beta = x * gamma % P
    alpha = 3 * (x - delta) * (x + delta) % P
    x3 = (alpha * alpha - 8 * beta) % P
    z3 = 2 * y * z % P
    return (x3, (alpha * (4 * beta - x3) - 8 * gamma * gamma) % P, z3)


def _add(a, b):
    if a[2] == 0:
        return b
    if b[2] == 0:
        return a
    z1, z2 = a[2] * a[2] % P, b[2] * b[2] % P
    u1, u2 = a[0] * z2 % P, b[0] * z1 % P
    s1, s2 = a[1] * z2 * b[2] % P, b[1] * z1 * a[2] % P
    if u1 == u2:
        return _double(a) if s1 == s2 else (1, 1, 0)
    h, r = (u2 - u1) % P, (s2 - s1) % P
    h2 = h * h % P
    h3, v = h * h2 % P, u1 * h2 % P
    x3 = (r * r - h3 - 2 * v) % P
    return (x3, (r * (v - x3) - s1 * h3) % P, h * a[2] * b[2] % P)


def _jacobian(point):
    return (1, 1, 0) if point is None else (point[0], point[1], 1)


def _affine(point):
    if point[2] == 0:
        return None
    inverse = pow(point[2], -1, P)
    return (point[0] * inverse * inverse % P, point[1] * inverse * inverse * inverse % P)


def add(a, b):
    return _affine(_add(_jacobian(a), _jacobian(b)))


def combine(pairs):
    """The sum of scalar * point over all pairs; None is the point at infinity."""
    total = (1, 1, 0)
    pairs = [(scalar % N, _jacobian(point)) for scalar, point in pairs]
    for bit in range(255, -1, -1):
        total = _double(total)
        for scalar, point in pairs:
            if scalar >> bit & 1:
                total = _add(total, point)
    return _affine(total)


def multiply(scalar, point):
    return combine([(scalar, point)])


class Comb:
    """Multiples of one point by a table of 4-bit windows: several times faster where a point comes again."""

    def __init__(self, point):
        self._rows = []
        base = _jacobian(point)
        for _ in range(64):
            row = [(1, 1, 0)]
            for _ in range(15):
                row.append(_add(row[-1], base))
            self._rows.append(row)
            base = _add(row[-1], base)

    def _multiply(self, scalar):
        scalar %= N
        total = (1, 1, 0)
        for index, row in enumerate(self._rows):
            total = _add(total, row[scalar >> 4 * index & 15])
        return total

    def multiply(self, scalar):
        return _affine(self._multiply(scalar))

    def plus(self, scalar, other, other_scalar):
        """scalar * this point + other_scalar * the other comb's point."""
        return _affine(_add(self._multiply(scalar), other._multiply(other_scalar)))


_base = []


def base_comb():
    if not _base:
        _base.append(Comb(G))
    return _base[0]


def multiply_base(scalar):
    return base_comb().multiply(scalar)
