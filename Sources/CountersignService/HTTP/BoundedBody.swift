public import Hummingbird
public import NIOCore

/// Reads a body within its limits of size and time, without a task or a timer for one that comes in one piece.
public struct BoundedBody: Sendable {
    /// Why a body was not read.
    public enum Defect: Error, Sendable, Equatable {
        case tooLarge(limit: Int)
        /// The caller went away.
        case cutOff
    }

    /// Bytes.
    public let limit: Int
    /// The time that a body may take; then the connection is closed.
    public let patience: TimeAmount

    public init(limit: Int, patience: TimeAmount) {
        self.limit = limit
        self.patience = patience
    }

    /// - Throws: ``Defect``.
    public func read(_ request: Request, channel: any Channel) async throws -> [UInt8] {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        if let announced, announced > limit { throw Defect.tooLarge(limit: limit) }
        var bytes: [UInt8] = []
        var timer: Scheduled<Void>?
        defer { timer?.cancel() }
        var pieces = request.body.makeAsyncIterator()
        while let buffer = try await next(&pieces) {
            bytes.append(contentsOf: buffer.readableBytesView)
            guard bytes.count <= limit else { throw Defect.tooLarge(limit: limit) }
            if let announced, bytes.count >= announced { return bytes }
            if timer == nil {
                timer = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
            }
        }
        if let announced, bytes.count < announced { throw Defect.cutOff }
        return bytes
    }

    /// A connection that ends within a body, of itself or because it was too slow, is no failure of the service.
    private func next(_ pieces: inout RequestBody.AsyncIterator) async throws(Defect) -> ByteBuffer? {
        do {
            return try await pieces.next()
        } catch {
            throw .cutOff
        }
    }

    /// Ends the connection of a caller whose body was not read to its end, once the answer has had time to leave.
    public static func hangUp(_ channel: any Channel) {
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
}
