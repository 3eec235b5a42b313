import Countersign
import CountersignAPI
import CountersignClient
import CountersignDevice
import CountersignService
import Hummingbird

/// A refusal on the wire: RFC 9457 with a stable `code`.
struct PhoneProblem {
    let status: Int
    let code: String
    let detail: String

    init(_ error: any Error) {
        switch error {
        case let error as DeviceError: self.init(Self.status(of: error.code), error.code.description, error.reason)
        case let error as HarnessError: self.init(Self.status(of: error.code), error.code.description, error.reason)
        case let error as CountersignError: self.init(400, error.code.description, error.reason)
        case let error as ClientError:
            // What the bank said stands in the detail; this server's own status says that it was the bank.
            self.init(502, error.bankCode?.rawValue ?? error.code.description, error.reason)
        case BoundedBody.Defect.tooLarge(let limit):
            self.init(413, "request", "the body is larger than \(limit) bytes")
        case BoundedBody.Defect.cutOff:
            self.init(400, "request", "the body ended before its announced length, or is badly framed")
        case let error as HTTPError: self.init(error.status.code, "request", error.body ?? error.status.reasonPhrase)
        case let error as any HTTPResponseError: self.init(error.status.code, "request", error.status.reasonPhrase)
        default: self.init(500, "internal", "the phone's server failed")
        }
    }

    private init(_ status: Int, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    private static func status(of code: DeviceError.Code) -> Int {
        switch code {
        case .denied, .biometrics: 403
        case .unanswered: 408
        case .name, .policy: 400
        case .unknownDevice: 404
        case .wiped, .noKey, .keyExists, .notBound, .deviceExists: 409
        case .storeLocked, .storeIO: 503
        default: 500
        }
    }

    private static func status(of code: HarnessError.Code) -> Int {
        switch code {
        case .request, .plan: 400
        case .notFound: 404
        case .conflict: 409
        case .bank: 502
        default: 500
        }
    }

    var response: Response {
        let body: JSONValue = [
            "type": "about:blank", "status": JSONValue(integerLiteral: status), "code": .string(code),
            "detail": .string(detail),
        ]
        return .json(body, status: status, type: "application/problem+json")
    }
}

extension Response {
    static func json(_ value: JSONValue, status: Int = 200, type: String = "application/json") -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: WireJSON.encode(value))))
    }
}
