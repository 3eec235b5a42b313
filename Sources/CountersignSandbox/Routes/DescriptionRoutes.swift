import CountersignAPI
import Hummingbird

/// The API description, for people and for tools; neither needs a token.
struct DescriptionRoutes {
    func register(on bank: BankRouter) {
        var served = Endpoint.all
        if !bank.settings.servesDialect { served.removeAll { $0.origin == .dialect } }
        served += Endpoint.securityV2
        if bank.settings.servesControl { served += Endpoint.control }
        let document = WireJSON.encode(
            OpenAPIDocument(endpoints: served, errorShape: { bank.errorShape(of: $0) }).value)
        let page = Self.page(served)
        bank.router.get("/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
        }
        bank.router.get("/openapi.html") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
        }
    }

    /// The operations with what they take and answer. All of it comes from this program: nothing has to be escaped.
    private static func page(_ endpoints: [Endpoint]) -> String {
        let rows = endpoints.map { endpoint in
            let takes = (BodySchema.requests[endpoint.name] ?? "").split(separator: " ").joined(separator: ", ")
            let statuses = (endpoint.success + endpoint.failures).map(String.init).joined(separator: " ")
            return "<tr><td>\(endpoint.method.rawValue)<td><code>\(endpoint.template)</code><td>\(takes)<td>\(statuses)"
        }
        return """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Countersign sandbox</title>
            <style>body{font:15px system-ui;margin:2em}td,th{text-align:left;padding:.2em .8em;vertical-align:top}</style>
            <h1>Countersign sandbox</h1><p><a href="/openapi.json">OpenAPI 3.1</a>. A member with ! is required.</p>
            <table><tr><th><th>Path<th>Takes<th>Answers
            \(rows.joined(separator: "\n"))
            </table></html>

            """
    }
}
