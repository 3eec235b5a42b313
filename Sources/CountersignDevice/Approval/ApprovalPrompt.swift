/// Asks somebody whether the phone may sign. Throwing counts as no answer.
public typealias ApprovalPrompt = @Sendable (SigningRequest) async throws -> Bool
