import CountersignAPI
import Hummingbird
import NIOCore

extension Fault {
    /// Lets a fault strike, before the call or in place of its answer; without one the call has its way.
    ///
    /// - Throws: what the call throws, and the refusal that was ordered.
    static func strike(
        _ fault: Fault?, on channel: any Channel, _ call: () async throws -> Answer
    ) async throws -> Answer {
        guard let fault else { return try await call() }
        if fault.delay > .zero { try await Task.sleep(for: fault.delay) }
        switch fault.effect {
        case nil:
            return try await call()
        case .error(let refusal):
            if fault.isAfter { _ = try await call() }
            throw refusal
        case .drop:
            if fault.isAfter { _ = try await call() }
            // Nobody is left to read the answer, whatever it is.
            try? await channel.close()
            return Answer(500)
        case .wrongShape(let shape):
            var answer = try await call()
            answer.body = shape.distort(answer.body)
            if shape == .html { answer.headers[.contentType] = "text/html" }
            return answer
        }
    }
}
