/// Where phones are kept.
public protocol DeviceStore: Sendable {
    /// All phones as they are now.
    ///
    /// - Throws: ``DeviceError``.
    func read() throws -> DeviceBook

    /// Changes the phones in one step: nobody sees it half done, and nobody else changes anything in between.
    ///
    /// - Throws: what `change` throws, and ``DeviceError``; then everything is as it was.
    func update<Result: Sendable>(_ change: (inout DeviceBook) throws -> Result) throws -> Result
}
