package import AsyncHTTPClient

extension HTTPClient.Configuration {
    /// What every client here begins with: HTTP/1.1; no redirect, which would carry a token to whoever it names; no
    /// answer with a status that cannot be.
    package static var strict: Self {
        var configuration = Self()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.http1_1ConnectionDebugInitializer = ImpossibleStatus.guardAgainst(_:)
        return configuration
    }
}
