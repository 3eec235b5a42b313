internal import ArgumentParser

/// The number of a file descriptor that can be read: 0, or 3 and above.
struct DescriptorNumber: ExpressibleByArgument {
    let number: Int32

    init?(argument: String) {
        guard !argument.isEmpty, argument.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int32(argument), number == 0 || number > 2
        else { return nil }
        self.number = number
    }
}
