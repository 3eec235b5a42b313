import CountersignDevice

/// The phones that a server holds, by name, perhaps kept in a store.
actor PhoneShelf {
    private var phones: [DeviceName: VirtualDevice] = [:]
    private let store: (any DeviceStore)?
    private let questions: PendingQuestions

    /// - Throws: what reading the store throws.
    init(store: (any DeviceStore)?, questions: PendingQuestions) throws {
        self.store = store
        self.questions = questions
        guard let store else { return }
        for record in try store.read().records {
            phones[record.name] = Self.phone(record, store, questions)
        }
    }

    private static func phone(
        _ record: DeviceRecord, _ store: (any DeviceStore)?, _ questions: PendingQuestions
    ) -> VirtualDevice {
        // A clone keeps the questions of the name that it has.
        VirtualDevice(
            record, store: store,
            prompt: { [name = record.name] request in try await questions.ask(request, of: name) })
    }

    /// - Throws: ``DeviceError`` `device_exists`, and what the store throws.
    func add(_ record: DeviceRecord) throws -> VirtualDevice {
        guard phones[record.name] == nil else {
            throw HarnessError(.conflict, "there is a phone '\(record.name)' already")
        }
        try store?.update { try $0.add(record) }
        let phone = Self.phone(record, store, questions)
        phones[record.name] = phone
        return phone
    }

    /// - Throws: ``HarnessError`` `not_found`.
    func phone(_ name: DeviceName) throws(HarnessError) -> VirtualDevice {
        guard let phone = phones[name] else { throw HarnessError(.notFound, "there is no phone '\(name)'") }
        return phone
    }

    /// - Throws: ``HarnessError`` `not_found`, and what the store throws.
    func remove(_ name: DeviceName) throws {
        _ = try phone(name)
        try store?.update { try $0.remove(name) }
        phones[name] = nil
    }

    var all: [VirtualDevice] {
        phones.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
    }
}
