import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("Key generation")
struct KeyGenerationTests {
    @Test("1000 new keys are on the curve, all different, and pass openssl pkey -check (CARD-009)")
    func makesSoundKeys_whenAskedAThousandTimes() throws {
        let workshop = try Workshop()
        var points: Set<[UInt8]> = []
        var scalars: Set<[UInt8]> = []
        for number in 0..<1000 {
            let key = try Key.generate()
            #expect(key.isPrivate)
            #expect(key.point[0] == 4)
            points.insert(key.point)
            scalars.insert(key.write(COUNTERSIGN_KEY_SCALAR).bytes)
            // Reading a point checks the curve's equation.
            #expect(Key.read(key.point).key?.point == key.point)
            try workshop.put("\(number).pem", key.write(COUNTERSIGN_KEY_PKCS8_PEM).bytes)
        }
        #expect(points.count == 1000)
        #expect(scalars.count == 1000)
        let answer = try workshop.shell("for key in *.pem; do openssl pkey -in $key -check -noout; done")
        #expect(answer.components(separatedBy: "Key is valid").count - 1 == 1000)
    }

    @Test func handsOutAPublicKeyOfTheSamePoint_whenAskedForOne() throws {
        let key = try Key.generate()
        let half = try key.publicKey
        #expect(half.point == key.point)
        #expect(!half.isPrivate)
        #expect(half.write(COUNTERSIGN_KEY_PKCS8_DER).attempt.status == COUNTERSIGN_ERROR_KEY_PUBLIC)
    }

    @Test func refusesToWork_whenThereIsNoRoomOrNoKey() {
        #expect(Attempt { countersign_key_generate(nil, $0) }.status == COUNTERSIGN_ERROR_ARGUMENT)
        var made: OpaquePointer?
        #expect(Attempt { countersign_key_public(nil, &made, $0) }.status == COUNTERSIGN_ERROR_ARGUMENT)
        #expect(made == nil)
        #expect(countersign_key_is_private(nil) == 0)
        var point = [UInt8](repeating: 9, count: 65)
        countersign_key_point(nil, &point)
        #expect(point == [UInt8](repeating: 0, count: 65))
        countersign_key_free(nil)
    }
}
