/// A vector file that is not what its reader was written for. It fails the test: what a reader does not know it must
/// not skip.
public struct VectorError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
