import CountersignAPI

/// The segments of a request's target, as far as all servers read the same ones there.
enum TargetSegments {
    /// No documented path has a third of them.
    private static let most = 32

    /// The path's segments, decoded, without the empty one behind a slash at its end; nil for a path that two servers
    /// may read differently.
    ///
    /// They do not agree on what comes first: to decode, once or twice; to merge slashes, or to take the name behind
    /// two of them for an authority (URL libraries); to go up at dots; to cut off parameters; to end at a NUL, a blank
    /// or the end of a line; to fold Unicode to ASCII. Where nothing of that is there, all read the same.
    static func of(path: String) -> [String]? {
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count > 1, parts.removeFirst().isEmpty else { return nil }
        if parts.last?.isEmpty == true { parts.removeLast() }
        guard parts.count <= most else { return nil }
        var segments: [String] = []
        for part in parts {
            guard let text = PercentEncoding.decode(part, plusIsSpace: false), isPlain(text) else { return nil }
            segments.append(text)
        }
        return segments
    }

    private static func isPlain(_ segment: String) -> Bool {
        let special = #"/\%;?#"#.utf8
        return !segment.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
            && segment.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !special.contains($0) }
    }

    /// What a server that takes its routes from the query (`/index.php?/v1/…`, `?r=v1/…`) may find there.
    static func routes(inQueryOf target: String) -> [ArraySlice<String>] {
        let query = target.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst()
        return query.split { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";") }
            .compactMap { PercentEncoding.decode($0, plusIsSpace: true) }
            .map { $0.split(separator: "/").prefix(most).map(String.init)[...] }
    }
}
