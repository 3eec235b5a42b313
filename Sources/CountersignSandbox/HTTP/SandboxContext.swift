import CountersignService

/// What travels with one request.
typealias SandboxContext = ChannelContext
