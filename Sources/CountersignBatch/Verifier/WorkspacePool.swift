import Synchronization

/// Workspaces at rest. As many live as passes have ever run at once, up to a limit.
final class WorkspacePool: Sendable {
    private struct Rest: @unchecked Sendable {
        var workspaces: [Workspace] = []
    }

    private let kernel: Kernel
    private let stage: Int
    private let limit: Int
    private let rest = Mutex(Rest())

    init(kernel: Kernel, stage: Int, limit: Int) {
        self.kernel = kernel
        self.stage = stage
        self.limit = limit
    }

    /// Runs `body` with a workspace that nobody else has.
    func withWorkspace<T>(_ body: (Workspace) throws -> T) throws -> T {
        let workspace = try take()
        defer { put(workspace) }
        return try body(workspace)
    }

    private func take() throws(BatchError) -> Workspace {
        let taken = rest.withLock { rest in Handover(rest.workspaces.popLast()) }
        if let workspace = taken.workspace { return workspace }
        return try Workspace(kernel, stage: stage)
    }

    private func put(_ workspace: Workspace) {
        let handover = Handover(workspace)
        rest.withLock { rest in
            if rest.workspaces.count < limit, let workspace = handover.workspace { rest.workspaces.append(workspace) }
        }
    }

    /// Carries a workspace across the lock: it has one owner at any time.
    private struct Handover: @unchecked Sendable {
        let workspace: Workspace?
        init(_ workspace: Workspace?) { self.workspace = workspace }
    }
}
