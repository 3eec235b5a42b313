/// V1 to V7: the figures that the bank and a partner of it publish, and the wrong forms of them.
enum Golden {
    /// V1: the documented key, OTP and signature.
    static let key =
        "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
        + "9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c"
    static let text = "212212"
    static let digest = "ad15bd4c40ecc0a6c53e01e731d23225d6a292214960cd3b602ac2cdf342efdb"
    static let field =
        "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"

    /// V2: V1 with n - s in place of s.
    static let twin =
        "3046022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "022100a77f035b740abaf5008c2be398a1ebbb0403334fde58283797ab38403f4e1a73"

    /// V3: V1's r ‖ s in hex.
    static let rsHex =
        "bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "5880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"

    /// V4: V1's DER in Base64.
    static let derBase64 =
        "MEUCIQC9vr2LpeTqI6SrPYUsvwloy8cxnHxDiODFS/NOiW0Z2AIgWID8o4v1RQv/c9QcZ14URLjjx13Iv3ZNXA6Sgr0VCt4="

    /// V5: V1's key in other encodings.
    static let compressedKey = "02a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
    static var keyWithoutPrefix: String { String(key.dropFirst(2)) }
    static var spkiHex: String { "3059301306072a8648ce3d020106082a8648ce3d030107034200" + key }

    /// V6: the published sample of a rejected signature: high s, well formed.
    static let rejectedField =
        "3045022040469779f07b669fbbb85abcbd9023e73018c4dfa566c59a19da71c391726225"
        + "022100c61d7f56f0793d5ce99b4d42b3a6a2c90d65f899302e665ac48b6a35e0095deb"

    /// V7: a second published key.
    static let otherKey =
        "0402e86575939cd541f016b69b1bc6ee97736f7a6d32c0ad375695ffdc03acf21a"
        + "3b54224fd164ad6f9cfdfb42b74f49f3d34a41f95d62e893be4977c7ec154f29"
}
