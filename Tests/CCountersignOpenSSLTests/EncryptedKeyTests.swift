import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("Encrypted keys")
struct EncryptedKeyTests {
    static let salt = [UInt8](repeating: 7, count: 16)
    static let vector = [UInt8](repeating: 9, count: 16)

    /// INTEGER of a number, minimal.
    static func integer(_ value: UInt64) -> [UInt8] {
        var bytes = withUnsafeBytes(of: value.bigEndian) { Array($0.drop { $0 == 0 }) }
        if bytes.isEmpty || bytes[0] >= 0x80 { bytes.insert(0, at: 0) }
        return der(2, bytes)
    }

    static func pbkdf2(_ iterations: [UInt8], _ rest: [UInt8] = der(0x30, OID.hmacSHA256, [5, 0])) -> [UInt8] {
        der(0x30, OID.pbkdf2, der(0x30, der(4, salt), iterations, rest))
    }
    static func scrypt(_ n: UInt64, _ r: UInt64, _ p: UInt64) -> [UInt8] {
        der(0x30, OID.scrypt, der(0x30, der(4, salt), integer(n), integer(r), integer(p)))
    }
    static let aes = der(0x30, OID.aes256CBC, der(4, vector))

    static func file(
        _ kdf: [UInt8], _ cipher: [UInt8] = aes, content: [UInt8] = [UInt8](repeating: 3, count: 144)
    ) -> [UInt8] {
        der(0x30, der(0x30, OID.pbes2, der(0x30, kdf, cipher)), der(4, content))
    }

    private func read(_ file: [UInt8], _ passphrase: String? = "pw") -> Attempt {
        Key.read(file, passphrase: passphrase.map { Array($0.utf8) }).attempt
    }

    @Test("A KDF cost of 0, 2^31 or more is refused before any derivation (A12)")
    func refusesTheKDF_whenItsCostIsAbsurd() {
        let clock = ContinuousClock()
        let took = clock.measure {
            let counts: [[UInt8]] = [
                Self.integer(0), Self.integer(10_000_001), Self.integer(1 << 31), Self.integer(1 << 32 + 1),
                Self.integer(.max), der(2, [0xff]), der(2, [0x80, 0, 0, 0]), der(2, [1] + Self.salt),
            ]
            for count in counts {
                let refused = read(Self.file(Self.pbkdf2(count)))
                #expect(refused.status == COUNTERSIGN_ERROR_KDF, "\(refused.reason)")
                // Known without a passphrase: nothing was derived.
                #expect(read(Self.file(Self.pbkdf2(count)), nil).status == COUNTERSIGN_ERROR_KDF)
            }
            let costs: [(UInt64, UInt64, UInt64)] = [
                (0, 8, 1), (1, 8, 1), (3, 8, 1), (16385, 8, 1), (1 << 15, 8, 1), (1 << 31, 8, 1), (1 << 63, 8, 1),
                (1 << 14, 0, 1), (1 << 14, 7, 1), (1 << 14, 9, 1), (1 << 14, 1 << 40, 1), (1 << 14, 8, 0),
                (1 << 14, 8, 17), (1 << 14, 8, .max), (.max, .max, .max),
            ]
            for (n, r, p) in costs {
                #expect(read(Self.file(Self.scrypt(n, r, p))).status == COUNTERSIGN_ERROR_KDF, "\(n) \(r) \(p)")
            }
        }
        #expect(took < .seconds(5))
    }

    @Test func tellsKDFFromCipherFromFormat_whenTheAlgorithmsAreUnknownOrMalformed() {
        let good = Self.pbkdf2(Self.integer(1))
        let wrong = COUNTERSIGN_ERROR_PASSPHRASE_WRONG
        #expect(read(Self.file(good)).status == wrong)
        #expect(read(Self.file(good), nil).status == COUNTERSIGN_ERROR_PASSPHRASE_NEEDED)
        #expect(read(Self.file(Self.pbkdf2(Self.integer(1), []))).status == wrong)
        #expect(read(Self.file(Self.pbkdf2(Self.integer(1), Self.integer(32)))).status == wrong)
        #expect(read(Self.file(Self.scrypt(1 << 14, 8, 1))).status == wrong)
        #expect(read(Self.file(Self.scrypt(2, 8, 16))).status == wrong)
        let kdf: [[UInt8]] = [
            Self.pbkdf2(Self.integer(1), der(0x30, OID.hmacMD5, [5, 0])), der(0x30, OID.hmacSHA256),
            der(0x30, OID.p256, [5, 0]),
        ]
        for kdf in kdf { #expect(read(Self.file(kdf)).status == COUNTERSIGN_ERROR_KDF) }
        for cipher in [der(0x30, OID.aes256GCM, der(4, Self.vector)), der(0x30, OID.p256)] {
            let refused = read(Self.file(good, cipher))
            #expect(refused.status == COUNTERSIGN_ERROR_CIPHER, "\(refused.reason)")
        }
        let old = der(0x30, der(0x30, OID.pbeMD5DES, der(0x30, der(4, [1]), [2, 1, 1])), der(4, Self.vector))
        #expect(read(old).status == COUNTERSIGN_ERROR_CIPHER)
        let malformed: [[UInt8]] = [
            Self.file(good, der(0x30, OID.aes256CBC)), Self.file(good, der(0x30, OID.aes256CBC, der(4, [1]))),
            Self.file(good, Self.aes + [5, 0]), Self.file(good, content: []), Self.file(good, content: Self.salt + [1]),
            Self.file(der(0x30, OID.pbkdf2)), Self.file(der(0x30, OID.pbkdf2, der(0x30, der(4, Self.salt)))),
            Self.file(Self.pbkdf2(der(2, [0, 1]))), Self.file(Self.pbkdf2(der(2, []))),
            Self.file(Self.pbkdf2(Self.integer(1), Self.integer(16))), Self.file(der(0x30, OID.scrypt, [5, 0])),
            Self.file(Self.pbkdf2(Self.integer(1), der(0x30, OID.hmacSHA256, [2, 1, 1]))), Self.file([5, 0]),
        ]
        for file in malformed { #expect(read(file).status == COUNTERSIGN_ERROR_KEY_FORMAT, "\(hexText(file))") }
    }

    @Test("Wrong, empty, decomposed and very long passphrases are refused with one message (A6)")
    func refusesAllWithOneMessage_whenThePassphraseIsWrong() throws {
        let key = try Key.generate()
        let secret = Array("Äpfel".utf8)
        let file = key.write(COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM, passphrase: secret).bytes
        #expect(Key.read(file, passphrase: secret).key?.point == key.point)
        var reasons: Set<String> = []
        // Empty, a newline behind, another case, decomposed, very long. (Not a NUL behind: HMAC fills its key up
        // with zeros, so PBKDF2 cannot tell that one apart.)
        let wrong: [[UInt8]] = [
            [], secret + [10], Array("äpfel".utf8), Array("A\u{308}pfel".utf8),
            [UInt8](repeating: 0x61, count: 1 << 20),
        ]
        for passphrase in wrong {
            let refused = Key.read(file, passphrase: passphrase).attempt
            #expect(refused.status == COUNTERSIGN_ERROR_PASSPHRASE_WRONG)
            reasons.insert(refused.reason)
        }
        #expect(reasons.count == 1)
        #expect(Key.read(file).attempt.status == COUNTERSIGN_ERROR_PASSPHRASE_NEEDED)
    }

    @Test("A thousand wrong passphrases are refused, whatever padding they leave (A6)")
    func neverReturnsAKey_whenOneOfAThousandPassphrasesLeavesAPaddingThatFits() throws {
        let workshop = try Workshop()
        try workshop.put("key.pem", Key.generate().write(COUNTERSIGN_KEY_PKCS8_PEM).bytes)
        try workshop.shell("openssl pkcs8 -topk8 -iter 1 -in key.pem -passout pass:right -outform DER -out key")
        let file = try workshop.get("key")
        #expect(Key.read(file, passphrase: Array("right".utf8)).key != nil)
        for number in 0..<1000 {
            let refused = Key.read(file, passphrase: Array("wrong \(number)".utf8)).attempt
            #expect(refused.status == COUNTERSIGN_ERROR_PASSPHRASE_WRONG)
        }
    }

    @Test func treatsTheEmptyPassphraseAsAPassphrase_whenItIsGiven() throws {
        let key = try Key.generate()
        let file = key.write(COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER, passphrase: []).bytes
        #expect(Key.read(file, passphrase: []).key?.point == key.point)
        #expect(Key.read(file).attempt.status == COUNTERSIGN_ERROR_PASSPHRASE_NEEDED)
        let workshop = try Workshop()
        try workshop.put("key", file)
        try workshop.shell("openssl pkey -inform DER -in key -passin pass: -noout -check")
    }

    @Test func namesTheCurve_whenAnEncryptedKeyIsNotP256() throws {
        let workshop = try Workshop()
        try workshop.shell(
            """
            openssl ecparam -genkey -noout -name secp384r1 | \
                openssl pkcs8 -topk8 -passout pass:pw -out key
            openssl ecparam -genkey -noout -name prime256v1 | openssl ec -aes256 -passout pass:pw -out old
            openssl ecparam -genkey -noout -name prime256v1 | openssl pkcs8 -topk8 -v2 des3 -passout pass:pw -out des
            """)
        func status(_ name: String) throws -> countersign_status {
            Key.read(try workshop.get(name), passphrase: Array("pw".utf8)).attempt.status
        }
        #expect(try status("key") == COUNTERSIGN_ERROR_KEY_CURVE)
        #expect(try status("old") == COUNTERSIGN_ERROR_CIPHER)
        #expect(try status("des") == COUNTERSIGN_ERROR_CIPHER)
    }

    @Test("A flipped bit anywhere in an encrypted key gives the key or a refusal, in DER and in PEM (A5)")
    func readsTheKeyOrRefuses_whenOneBitOfTheFileIsFlipped() throws {
        let workshop = try Workshop()
        let key = try Key.generate()
        try workshop.put("key.pem", key.write(COUNTERSIGN_KEY_PKCS8_PEM).bytes)
        for form in ["DER", "PEM"] {
            try workshop.shell("openssl pkcs8 -topk8 -iter 1 -in key.pem -passout pass:pw -outform \(form) -out key")
            let file = try workshop.get("key")
            for bit in 0..<file.count * 8 {
                var flipped = file
                flipped[bit / 8] ^= 1 << (bit % 8)
                if let read = Key.read(flipped, passphrase: Array("pw".utf8)).key {
                    #expect(read.point == key.point, "\(form), bit \(bit)")
                }
            }
        }
    }

    /// Processor time of this thread in seconds.
    private func cost(_ file: [UInt8], _ passphrase: String) -> Double {
        var (start, end) = (timespec(), timespec())
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
        let refused = Key.read(file, passphrase: Array(passphrase.utf8)).attempt
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
        #expect(refused.status == COUNTERSIGN_ERROR_PASSPHRASE_WRONG)
        return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
    }

    @Test("A wrong passphrase costs what a damaged file costs, to 5 % (A6)")
    func takesTheSameTime_whetherThePassphraseOrTheFileIsWrong() throws {
        let file = try Key.generate().write(COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER, passphrase: Array("pw".utf8)).bytes
        var damaged = file
        damaged[file.count - 1] ^= 1
        // In turns, until the turns' median ratio or the shortest of both agree: what else the machine does slows a turn
        // as a whole, or one of its two halves now and then, whereas a difference in the code shows in every turn.
        var turns: [(wrong: Double, broken: Double)] = []
        func distance() -> Double {
            let ratios = turns.map { $0.wrong / $0.broken }.sorted()
            let shortest = (wrong: turns.map(\.wrong).min() ?? 0, broken: turns.map(\.broken).min() ?? 1)
            return min(abs(ratios[ratios.count / 2] - 1), abs(shortest.wrong / shortest.broken - 1))
        }
        repeat {
            turns.append((cost(file, "wrong"), cost(damaged, "pw")))
        } while turns.count < 5 || turns.count < 60 && distance() >= 0.05
        #expect(distance() < 0.05, "\(turns)")
    }
}
