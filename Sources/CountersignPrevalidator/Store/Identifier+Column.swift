import CountersignAPI

extension Identifier {
    /// As SQLite is asked for it. NULL, which equals nothing, for an id with a NUL: the library would cut it there and
    /// find another one, and no registered id has one (``NameRule``).
    var column: String? { text.utf8.contains(0) ? nil : text }
}
