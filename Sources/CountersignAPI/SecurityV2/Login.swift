extension SecurityV2 {
    /// The form of `POST /security/login`, `multipart/form-data`.
    public struct LoginForm: Sendable, Hashable {
        /// The one value of `GRANT_TYPE`.
        public static let grantType = "password"

        /// An e-mail address of up to 100 characters, or 8 to 20 letters and digits.
        public var userName: String
        /// 8 to 20 characters.
        public var password: String
        /// At most 6 characters.
        public var schemeCode: String?

        public init(userName: String, password: String, schemeCode: String? = nil) {
            self.userName = userName
            self.password = password
            self.schemeCode = schemeCode
        }

        /// The form as it is sent.
        public var form: MultipartForm {
            var fields = [
                MultipartForm.Field("GRANT_TYPE", Self.grantType), .init("UserName", userName),
                .init("Password", password),
            ]
            if let schemeCode { fields.append(.init("SchemeCode", schemeCode)) }
            return MultipartForm(fields)
        }
    }

    /// What login answers.
    public struct Login: Sendable, Hashable, Codable {
        /// A JWT; later requests carry it in the header `Authorization`.
        public var accessToken: String
        public var tokenType: String
        /// Seconds.
        public var expiresIn: Int
        /// What one-time passwords of this session are encrypted with.
        public var securityKey: String
        public var expires: TickTime
        public var issued: TickTime

        public init(
            accessToken: String, tokenType: String = "bearer", expiresIn: Int = SecurityV2.tokenLifetime,
            securityKey: String, expires: TickTime, issued: TickTime
        ) {
            self.accessToken = accessToken
            self.tokenType = tokenType
            self.expiresIn = expiresIn
            self.securityKey = securityKey
            self.expires = expires
            self.issued = issued
        }

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case tokenType = "token_type"
            case expiresIn = "expires_in"
            case securityKey = "Contis_SecurityKey"
            case expires = ".expires"
            case issued = ".issued"
        }
    }

    /// What login answers with HTTP 400 and 500: the error of OAuth 2 (RFC 6749, section 5.2), since the documentation
    /// prints none.
    public struct LoginRefusal: Sendable, Hashable, Codable {
        /// `invalid_grant`, `invalid_request`, `unsupported_grant_type`, `server_error`.
        public var error: String
        public var errorDescription: String?

        public init(error: String, errorDescription: String?) {
            self.error = error
            self.errorDescription = errorDescription
        }

        enum CodingKeys: String, CodingKey {
            case error
            case errorDescription = "error_description"
        }
    }
}
