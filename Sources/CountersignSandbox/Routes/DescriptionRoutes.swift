import CountersignAPI
import Hummingbird

/// The API description, for people and for tools; neither needs a token.
struct DescriptionRoutes {
    func register(on bank: BankRouter) {
        var served = Endpoint.all
        if !bank.settings.servesDialect { served.removeAll { $0.origin == .dialect } }
        served += Endpoint.securityV2
        if bank.settings.servesControl { served += Endpoint.control }
        let description = OpenAPIDocument(endpoints: served, errorShape: { bank.errorShape(of: $0) }).value
        let document = WireJSON.encode(description)
        let page = Self.page(served, description)
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
    private static func page(_ endpoints: [Endpoint], _ description: JSONValue) -> String {
        let rows = endpoints.map { endpoint in
            let takes = members(of: endpoint, in: description).joined(separator: ", ")
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

    /// What the body of a request holds, with ! behind what is required.
    private static func members(of endpoint: Endpoint, in description: JSONValue) -> [String] {
        let operation = description["paths"]?[endpoint.template]?[endpoint.method.rawValue.lowercased()]
        let schema = operation?["requestBody"]?["content"]?.objectValue?.members.first?.value["schema"]
        let required = schema?["required"]?.arrayValue ?? []
        return (schema?["properties"]?.objectValue?.names ?? []).map { name in
            required.contains(.string(name)) ? name + "!" : name
        }
    }
}
