import CountersignAPI
import HTTPTypes
import Hummingbird

/// Brings the paths of the Security API, which are written in mixed case, to their documented spelling before a route
/// is looked for. Other paths stay as they are.
struct PathFolding: HTTPResponderBuilder {
    let router: Router<SandboxContext>

    func buildResponder() -> Responder { Responder(next: router.buildResponder()) }

    struct Responder: HTTPResponder {
        typealias Context = SandboxContext

        let next: RouterResponder<SandboxContext>

        func respond(to request: Request, context: SandboxContext) async throws -> Response {
            guard let path = request.head.path, let documented = PathFolding.documented(path) else {
                return try await next.respond(to: request, context: context)
            }
            var head = request.head
            head.path = documented
            return try await next.respond(to: Request(head: head, body: request.body), context: context)
        }
    }

    /// The documented spelling with the query as it came; nil where nothing has to change.
    static func documented(_ path: String) -> String? {
        let end = path.utf8.firstIndex(of: UInt8(ascii: "?")) ?? path.endIndex
        guard let template = templates[path[..<end].lowercased()], path[..<end] != template else {
            return nil
        }
        return template + path[end...]
    }

    private static let templates = Dictionary(
        Endpoint.securityV2.map { ($0.template.lowercased(), $0.template) }, uniquingKeysWith: { first, _ in first })
}
