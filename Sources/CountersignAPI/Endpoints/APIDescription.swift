/// The frame of an API description (OpenAPI 3.1) around the operations of a table of routes.
package struct APIDescription {
    private let title: String
    private let description: String
    private let securitySchemes: JSONObject
    private let schemas: JSONObject
    private var paths = JSONObject()

    /// - Parameters:
    ///   - securitySchemes: How callers say who they are, by name; an operation that says nothing else wants the first.
    ///   - schemas: The bodies, by the name under which operations refer to them.
    package init(title: String, description: String, securitySchemes: JSONObject = [:], schemas: JSONObject) {
        self.title = title
        self.description = description
        self.securitySchemes = securitySchemes
        self.schemas = schemas
    }

    /// Adds an operation below its path, which other methods may share.
    package mutating func add(_ method: Endpoint.Method, _ path: String, _ operation: JSONObject) {
        var item = paths[path]?.objectValue ?? [:]
        item[method.rawValue.lowercased()] = .object(operation)
        paths[path] = .object(item)
    }

    package var value: JSONValue {
        var document: JSONObject = [
            "openapi": "3.1.0",
            "info": ["title": .string(title), "version": "1", "description": .string(description)],
        ]
        var components = JSONObject()
        if let usual = securitySchemes.members.first {
            document["security"] = .array([.object([usual.name: []])])
            components["securitySchemes"] = .object(securitySchemes)
        }
        components["schemas"] = .object(schemas)
        document["paths"] = .object(paths)
        document["components"] = .object(components)
        return .object(document)
    }
}
