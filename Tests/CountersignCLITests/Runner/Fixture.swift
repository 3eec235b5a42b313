import Foundation

/// Figures that everybody can check: RFC 6979 appendix A.2.5 and the bank's published sample.
enum Fixture {
    /// The private key of RFC 6979 appendix A.2.5 as PKCS#8. It is public: never use it for anything else.
    static let keyLines = [
        "-----BEGIN PRIVATE KEY-----",
        "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgya+p2EW6dRZrXCFX",
        "Z7HWk05Qw9s26JsSe4piKxIPZyGhRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth",
        "+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ",
        "-----END PRIVATE KEY-----",
    ]
    /// Its public point.
    static let point =
        "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
        + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
    static let compressed = "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
    static let identifier = "5a7a78cca4a0f420d9bc62bb669c3c2759e39f723d3ae10dcbe0f0815a07ecd4"

    /// The bank's published key, OTP and signature.
    static let bankKey =
        "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
        + "9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c"
    static let bankText = "212212"
    static let bankSignature =
        "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"
    /// r ‖ s of the same.
    static let bankRS =
        "bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "5880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"
    /// The signature that the confirm page of the bank's documentation shows.
    static let confirmSample =
        "3045022040469779f07b669fbbb85abcbd9023e73018c4dfa566c59a19da71c391726225"
        + "022100c61d7f56f0793d5ce99b4d42b3a6a2c90d65f899302e665ac48b6a35e0095deb"

    /// The same for scripts, and the folder of what they compile.
    static let environment = [
        "POINT": point, "COMPRESSED": compressed, "KEY_ID": identifier, "BANK_KEY": bankKey,
        "BANK_SIGNATURE": bankSignature, "BANK_RS": bankRS, "CONFIRM_SAMPLE": confirmSample,
        "FAULTS": BuiltTool.tests.appendingPathComponent("Faults").path,
    ]

    /// An audit log of two entries.
    static let auditLog = """
        {"n":1,"at":"2021-12-22T15:05:33.634+00:00","event":"opened","prev":"0000000000000000000000000000000\
        000000000000000000000000000000000","hash":"d1d86d9c65b9238d07f13fff9d116b3ecba37dea06f1c2e6ea2dd68ab\
        3600fa3"}
        {"n":2,"at":"2021-12-22T15:05:34.000+00:00","event":"verdict","code":"ok","challenge_id":"c","key_id\
        ":"k","caller":"backend","request_id":"r","prev":"d1d86d9c65b9238d07f13fff9d116b3ecba37dea06f1c2e6ea\
        2dd68ab3600fa3","hash":"75c69e716119d89e778917ca40ee278572c74013643376983fdbc30432f8bd63"}

        """
}
