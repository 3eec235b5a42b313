/// One item of a batch as the passes read it: where its bytes are and what they mean.
@unsafe
struct BatchEntry {
    enum KeyForm: UInt8 { case point, id, handle }
    enum MessageForm: UInt8 { case text, digest }
    enum SignatureForm: UInt8 { case field, integers }

    /// 64 bytes of a point, or the bytes of an id; nil for a handle.
    var key: UnsafeRawPointer?
    /// The length of the id, or the handle's raw value.
    var keyNumber: UInt64
    /// The text, or 32 bytes of a digest.
    var message: UnsafeRawPointer?
    var messageLength: Int
    /// The field, or r ‖ s in 64 bytes.
    var signature: UnsafeRawPointer?
    var signatureLength: Int
    var keyForm: KeyForm
    var messageForm: MessageForm
    var signatureForm: SignatureForm
}
