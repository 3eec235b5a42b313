/// The names of one object, compared byte for byte: by looking through them while there are few, by a set once there
/// are many, so that an object of a hundred thousand members costs no quadratic time.
struct MemberNames {
    private var few: [String] = []
    private var many: Set<[UInt8]> = []

    /// False when the name is there already.
    mutating func insert(_ name: String) -> Bool {
        if many.isEmpty {
            // `==` of Swift holds "é" and "e\u{301}" to be the same.
            guard !few.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else { return false }
            few.append(name)
            if few.count == 16 { many = Set(few.map { Array($0.utf8) }) }
            return true
        }
        return many.insert(Array(name.utf8)).inserted
    }
}
