import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One keep-alive connection to a server on this machine, as cheap as a client can be: the cores belong to the server.
final class Connection {
    struct Failure: Error, CustomStringConvertible { let description: String }
    struct Answer {
        let status: Int
        let body: [UInt8]

        /// The first member of that name whose value is a string without escapes.
        func text(_ name: String) throws -> String {
            let text = String(decoding: body, as: UTF8.self)
            guard let start = text.range(of: "\"\(name)\":\"")?.upperBound,
                let end = text[start...].firstIndex(of: "\"")
            else { throw Failure(description: "no \(name) in \(status): \(text)") }
            return String(text[start..<end])
        }
    }

    private let socket: Int32
    private var buffer: [UInt8] = []
    private var token = ""

    init(port: UInt16) throws {
        #if canImport(Glibc)
            socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard result == 0 else { throw Failure(description: "cannot connect to port \(port): errno \(errno)") }
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socket) }

    /// Fetches the token that later calls carry.
    func logIn(as client: String) throws {
        let login = Data("\(client):secret".utf8).base64EncodedString()
        token = "Basic \(login)"
        let answer = try call("POST", "/oauth2/token", "grant_type=client_credentials")
        token = "Bearer " + (try answer.text("access_token"))
    }

    func call(_ method: String, _ path: String, _ body: String) throws -> Answer {
        let head =
            "\(method) \(path) HTTP/1.1\r\nhost: localhost\r\nauthorization: \(token)\r\n"
            + "content-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
        try send(Array((head + body).utf8))
        return try receive()
    }

    private func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { write(socket, $0.baseAddress?.advanced(by: sent), bytes.count - sent) }
            guard count > 0 else { throw Failure(description: "the connection broke: errno \(errno)") }
            sent += count
        }
    }

    private func receive() throws -> Answer {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let answer = try parse() { return answer }
            let count = chunk.withUnsafeMutableBytes { read(socket, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure(description: "the connection ended: errno \(errno)") }
            buffer += chunk[..<count]
        }
    }

    private func parse() throws -> Answer? {
        let end = Array("\r\n\r\n".utf8)
        guard buffer.count > end.count,
            let split = (0...(buffer.count - end.count)).first(where: { buffer[$0..<($0 + 4)].elementsEqual(end) })
        else { return nil }
        let lines = String(decoding: buffer[..<split], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Failure(description: "no HTTP answer")
        }
        let length =
            lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) } ?? 0
        guard buffer.count >= split + 4 + length else { return nil }
        let answer = Answer(status: status, body: Array(buffer[(split + 4)..<(split + 4 + length)]))
        buffer.removeFirst(split + 4 + length)
        return answer
    }
}
