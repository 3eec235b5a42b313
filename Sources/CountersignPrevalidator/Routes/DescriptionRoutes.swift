import CountersignAPI
import Hummingbird

/// `/openapi.json`, which needs no token.
struct DescriptionRoutes {
    func register(on service: ServiceRouter) {
        let document = WireJSON.encode(OpenAPIDocument.value)
        service.router.get("/openapi.json") { _, _ in Response.json(bytes: document) }
    }
}
