import Countersign
import CountersignTestSupport
import CountersignVectors
import Testing

/// Key files that other tools wrote.
struct ExternalKeyTests {
    @Test(
        "reads the key files of other tools that are in a format we read, and says why not to the others",
        .enabled(if: !VectorFolder.externalNames(in: "keys").isEmpty, "vectors/external/keys is absent"))
    func readsTheirKeys() throws {
        for file in ExternalKeyFile.all {
            guard let data = try VectorFolder.externalContents(of: "keys/\(file.name)") else {
                Issue.record("keys/\(file.name) is absent")
                continue
            }
            do throws(CountersignError) {
                let key = try ImportedKey(anyRepresentation: data, passphrase: file.passphrase.map { Array($0.utf8) })
                #expect(file.refusal == nil, "\(file.name): read as \(key.format)")
                #expect((key.signingKey != nil) == file.isPrivate, "\(file.name)")
                let isTheKey = key.verifyingKey.hexPoint == ExternalKeyFile.point
                #expect(isTheKey != ExternalKeyFile.otherKeys.contains(file.name), "\(file.name)")
            } catch {
                #expect(error.code.description == file.refusal, "\(file.name): \(error.reason)")
            }
        }
        VectorReport.ran(ExternalKeyFile.all.count, of: "keys")
    }
}
