/// A key file of the packages on PyPI, and what must come of reading it.
struct ExternalKeyFile {
    let name: String
    /// The passphrase that its authors used.
    var passphrase: String?
    /// The code of the refusal; nil when the key is read.
    var refusal: String?
    var isPrivate = false

    /// PyCryptodome's P-256 files and those of pyca/cryptography.
    static let all: [ExternalKeyFile] = [
        Self(name: "ecc_p256_private.der", isPrivate: true),
        Self(name: "ecc_p256_private.pem", isPrivate: true),
        Self(name: "ecc_p256_private_p8_clear.der", isPrivate: true),
        Self(name: "ecc_p256_private_p8_clear.pem", isPrivate: true),
        Self(name: "ecc_p256_private_p8_2.der", passphrase: "secret", isPrivate: true),
        Self(name: "ecc_p256_public.der"),
        Self(name: "ecc_p256_public.pem"),
        Self(name: "ecc_p256_public_compressed.der"),
        Self(name: "ecc_p256_public_compressed.pem"),
        // `openssl ec -text`: the PEM follows its explanation.
        Self(name: "ecc_p256.txt", isPrivate: true),
        // Other keys than the one above: ssh-keygen's PKCS#8, and `openssl ecparam -genkey`.
        Self(name: "ecc_p256_private_openssh_old.pem", isPrivate: true),
        Self(name: "ecc_p256_private_openssh_pwd_old.pem", isPrivate: true),
        Self(name: "ecc_p256_private_ecparams.pem", isPrivate: true),
        // PBES1 with MD5 and DES.
        Self(name: "ecc_p256_private_p8.der", passphrase: "secret", refusal: "cipher"),
        Self(name: "ecc_p256_private_p8.pem", passphrase: "secret", refusal: "cipher"),
        // PEM's own encryption with its MD5 key derivation.
        Self(name: "ecc_p256_private_enc_aes128.pem", passphrase: "secret", refusal: "cipher"),
        Self(name: "ecc_p256_private_enc_aes192.pem", passphrase: "secret", refusal: "cipher"),
        Self(name: "ecc_p256_private_enc_aes256.pem", passphrase: "secret", refusal: "cipher"),
        Self(name: "ecc_p256_private_enc_aes256_gcm.pem", passphrase: "secret", refusal: "cipher"),
        Self(name: "ecc_p256_private_enc_des3.pem", passphrase: "secret", refusal: "cipher"),
        // Other containers.
        Self(name: "ecc_p256_private_openssh.pem", refusal: "key_format"),
        Self(name: "ecc_p256_private_openssh_pwd.pem", passphrase: "password", refusal: "key_format"),
        Self(name: "ecc_p256_public_openssh.txt", refusal: "key_format"),
        Self(name: "ecc_p256_x509.der", refusal: "key_format"),
        Self(name: "ecc_p256_x509.pem", refusal: "key_format"),
        // The curve spelled out instead of named (CVE-2020-0601).
        Self(name: "secp256r1-explicit-no-seed.pem", refusal: "key_curve"),
        Self(name: "secp256r1-explicit-seed.pem", refusal: "key_curve"),
        Self(name: "secp256r1-pub-explicit-no-seed.pem", refusal: "key_curve"),
        Self(name: "secp256r1-pub-explicit-seed.pem", refusal: "key_curve"),
    ]

    /// The key that most of the files hold (`ecc_p256.txt`).
    static let point = """
        04a40ad59a2050ebe92479bd5fb16bb2e45b6465eb3cb2b1effe423fabe6cb7424\
        db8219ef0bab80acf26fd70595b61fe4760d33eed80dd03d2fd0dfb27b8ce75c
        """
    /// Files that hold another.
    static let otherKeys: Set = [
        "ecc_p256_private_openssh_old.pem", "ecc_p256_private_openssh_pwd_old.pem", "ecc_p256_private_ecparams.pem",
    ]
}
