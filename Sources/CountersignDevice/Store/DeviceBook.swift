/// The phones of one store, in the order in which they were added.
public struct DeviceBook: Sendable {
    public private(set) var records: [DeviceRecord] = []
    private var places: [DeviceName: Int] = [:]

    public init() {}

    /// - Throws: ``DeviceError`` `unknown_device`.
    public func record(named name: DeviceName) throws(DeviceError) -> DeviceRecord {
        guard let place = places[name] else { throw DeviceError(.unknownDevice, "there is no phone '\(name)'") }
        return records[place]
    }

    /// - Throws: ``DeviceError`` `device_exists`.
    public mutating func add(_ record: DeviceRecord) throws(DeviceError) {
        guard places[record.name] == nil else { throw exists(record.name) }
        places[record.name] = records.count
        records.append(record)
    }

    /// Puts a record in the place of the one that had the name; the new one may have another.
    ///
    /// - Throws: ``DeviceError`` `unknown_device`, `device_exists`.
    public mutating func replace(_ name: DeviceName, with record: DeviceRecord) throws(DeviceError) {
        guard let place = places[name] else { throw DeviceError(.unknownDevice, "there is no phone '\(name)'") }
        if record.name != name {
            guard places[record.name] == nil else { throw exists(record.name) }
            places[name] = nil
            places[record.name] = place
        }
        records[place] = record
    }

    /// - Throws: ``DeviceError`` `unknown_device`.
    public mutating func remove(_ name: DeviceName) throws(DeviceError) {
        guard let place = places.removeValue(forKey: name) else {
            throw DeviceError(.unknownDevice, "there is no phone '\(name)'")
        }
        records.remove(at: place)
        for index in records.indices.dropFirst(place) { places[records[index].name] = index }
    }

    private func exists(_ name: DeviceName) -> DeviceError {
        DeviceError(.deviceExists, "there is a phone '\(name)' already")
    }
}
