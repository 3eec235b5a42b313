"""AES-CBC encryption in plain Python (FIPS 197), for the encrypted key files of keys.json only."""


def _tables():
    box, power, log = [0] * 256, [0] * 256, [0] * 256
    value = 1
    for index in range(255):
        power[index], log[value] = value, index
        value ^= (value << 1) ^ (0x11B if value & 0x80 else 0)
        value &= 0xFF
    for byte in range(256):
        inverse = power[(255 - log[byte]) % 255] if byte else 0
        result = 0x63
        for shift in range(5):
            result ^= (inverse << shift | inverse >> 8 - shift) & 0xFF
        box[byte] = result
    return box


SBOX = _tables()


def _twice(byte):
    return (byte << 1 ^ (0x1B if byte & 0x80 else 0)) & 0xFF


def _round_keys(key):
    words = [list(key[i:i + 4]) for i in range(0, len(key), 4)]
    size, constant = len(words), 1
    for index in range(size, 4 * (size + 7)):
        word = list(words[-1])
        if index % size == 0:
            word = [SBOX[b] for b in word[1:] + word[:1]]
            word[0] ^= constant
            constant = _twice(constant)
        elif size > 6 and index % size == 4:
            word = [SBOX[b] for b in word]
        words.append([a ^ b for a, b in zip(words[-size], word)])
    return [sum(words[i:i + 4], []) for i in range(0, len(words), 4)]


def encrypt_block(key, block):
    keys = _round_keys(key)
    state = [a ^ b for a, b in zip(block, keys[0])]
    for number, round_key in enumerate(keys[1:], 1):
        state = [SBOX[b] for b in state]
        state = [state[(i + 4 * (i % 4)) % 16] for i in range(16)]
        if number < len(keys) - 1:
            mixed = []
            for column in range(0, 16, 4):
                a = state[column:column + 4]
                whole = a[0] ^ a[1] ^ a[2] ^ a[3]
                mixed += [a[i] ^ whole ^ _twice(a[i] ^ a[(i + 1) % 4]) for i in range(4)]
            state = mixed
        state = [a ^ b for a, b in zip(state, round_key)]
    return bytes(state)


def encrypt_cbc(key, iv, plaintext):
    """CBC with PKCS#7 padding."""
    pad = 16 - len(plaintext) % 16
    plaintext += bytes([pad]) * pad
    out = b""
    for index in range(0, len(plaintext), 16):
        iv = encrypt_block(key, bytes(a ^ b for a, b in zip(plaintext[index:index + 16], iv)))
        out += iv
    return out


# FIPS 197 appendix C.1 and C.3.
if encrypt_block(bytes(range(16)), bytes.fromhex("00112233445566778899aabbccddeeff")).hex() != (
        "69c4e0d86a7b0430d8cdb78070b4c55a"):
    raise AssertionError("AES-128 known answer")
if encrypt_block(bytes(range(32)), bytes.fromhex("00112233445566778899aabbccddeeff")).hex() != (
        "8ea2b7ca516745bfeafc49904b496089"):
    raise AssertionError("AES-256 known answer")
