import Foundation

/// Sends a request as it is written: the client of the other tests tidies up what it sends.
public enum RawCaller {
    public struct Failure: Error { let reason: String }

    /// The status line of the answer to a call with a JSON body.
    public static func call(
        _ method: String, _ target: String, to port: Int, headers: [(String, String)] = [], body: String
    ) async throws -> String {
        let lines =
            ["\(method) \(target) HTTP/1.1", "host: x", "connection: close", "content-length: \(body.utf8.count)"]
            + headers.map { "\($0.0): \($0.1)" } + ["", body]
        return try await pass(lines.joined(separator: "\r\n"), to: port)
    }

    /// The status line of the answer to a request.
    public static func pass(_ request: String, to port: Int) async throws -> String {
        let bytes = Array(request.utf8)
        return try await withCheckedThrowingContinuation { continuation in
            // Not on a thread of the pool, which it would block.
            DispatchQueue.global().async { continuation.resume(with: Result { try exchange(bytes, port) }) }
        }
    }

    private static func exchange(_ bytes: [UInt8], _ port: Int) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected, send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failure(reason: "nobody takes the request")
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !answer.contains(0x0D) {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw Failure(reason: "no answer") }
            answer += buffer[..<count]
        }
        return String(decoding: answer.prefix { $0 != 0x0D }, as: UTF8.self)
    }
}
