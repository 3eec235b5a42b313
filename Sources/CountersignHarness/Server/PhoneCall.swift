import Countersign
import CountersignAPI
import CountersignDevice
import CountersignService
import Hummingbird
import NIOCore

/// One request to the phone's server, with its body read.
struct PhoneCall: Sendable {
    /// The path, decoded, in its segments.
    let segments: [String]
    let body: JSONObject

    /// A member that has to be there.
    ///
    /// - Throws: ``HarnessError`` `request`.
    func text(_ name: String) throws(HarnessError) -> String {
        guard let text = try optionalText(name) else { throw HarnessError(.request, "expected the member '\(name)'") }
        return text
    }

    /// - Throws: ``HarnessError`` `request` for anything but a string or nothing.
    func optionalText(_ name: String) throws(HarnessError) -> String? {
        switch body[name] {
        case nil, .null?: return nil
        case .string(let text)?: return text
        case let other?: throw HarnessError(.request, "\(name): expected a string, found \(other.typeName)")
        }
    }

    /// - Throws: ``HarnessError`` `request`.
    func flag(_ name: String) throws(HarnessError) -> Bool {
        guard let flag = body[name]?.boolValue else { throw HarnessError(.request, "\(name): expected true or false") }
        return flag
    }

    /// - Throws: ``HarnessError`` `request`.
    func optionalNumber(_ name: String) throws(HarnessError) -> Int? {
        guard let value = body[name], !value.isNull else { return nil }
        guard let number = value.intValue else { throw HarnessError(.request, "\(name): expected a whole number") }
        return number
    }

    /// One of the words of an enumeration.
    ///
    /// - Throws: ``HarnessError`` `request`.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Choice.Type = Choice.self
    ) throws(HarnessError) -> Choice? {
        guard let text = try optionalText(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw HarnessError(
                .request,
                "\(name): expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), found '\(text)'")
        }
        return choice
    }

    /// The phone's name in the path.
    ///
    /// - Throws: ``DeviceError`` `name`.
    var name: DeviceName { get throws(DeviceError) { try DeviceName(segments.count > 1 ? segments[1] : "") } }

    /// What to sign.
    ///
    /// - Throws: ``HarnessError`` `request`.
    func signingRequest() throws(HarnessError) -> SigningRequest {
        SigningRequest(
            .init(try text("text")), route: try choice("route") ?? .changeRequest, purpose: try choice("purpose"),
            amount: try optionalNumber("amount"), subject: try optionalText("subject"))
    }

    /// More than any text that is signed; who sends it has the time of a call.
    private static let limits = BoundedBody(limit: 1 << 20, patience: .seconds(30))

    /// - Throws: `BoundedBody.Defect`, ``HarnessError`` `request` for what is no JSON object in the strict sense.
    static func read(_ request: Request, on channel: any Channel) async throws -> PhoneCall {
        let bytes = try await limits.read(request, channel: channel)
        var body: JSONObject = [:]
        if !bytes.isEmpty {
            // A page in a browser can send a form to this machine, but no JSON without asking first.
            guard request.headers[.contentType]?.lowercased().hasPrefix("application/json") == true else {
                throw HTTPError(.unsupportedMediaType, message: "expected application/json")
            }
            do {
                guard let object = try WireJSON.parse(bytes).objectValue else {
                    throw HarnessError(.request, "expected a JSON object")
                }
                body = object
            } catch let error as CountersignAPIError {
                throw HarnessError(.request, error.reason)
            }
        }
        return PhoneCall(segments: try segments(of: request.uri.path), body: body)
    }

    private static func segments(of path: String) throws(HarnessError) -> [String] {
        var segments: [String] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) {
            guard let text = PercentEncoding.decode(part.utf8, plusIsSpace: false) else {
                throw HarnessError(.request, "the path is not UTF-8")
            }
            segments.append(text)
        }
        return segments
    }
}
