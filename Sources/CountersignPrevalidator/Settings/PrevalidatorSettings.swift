/// Every switch of the service.
public struct PrevalidatorSettings: Sendable {
    /// Where keys, challenges and attempts are kept.
    public enum Storage: Sendable, Hashable {
        /// Gone with the process.
        case memory
        /// One SQLite file, which belongs to this process while it runs.
        case file(String)
    }

    /// What an accepted signature survives: `normal` a killed process, `full` also a power failure.
    public enum Durability: String, Sendable, CaseIterable { case normal, full }

    /// What an answer says: `diagnostic` the exact code, `public` only ok, rejected or retry.
    public enum Detail: String, Sendable, CaseIterable { case diagnostic, `public` }

    /// What the proxy does with a signature whose challenge or key it has not learned.
    public enum Unlearned: String, Sendable, CaseIterable { case refuse, pass }

    /// PEM files of TLS.
    public struct TLS: Sendable {
        public var certificate: String
        public var key: String
        /// Callers need a certificate of this authority.
        public var clientAuthority: String?

        public init(certificate: String, key: String, clientAuthority: String? = nil) {
            self.certificate = certificate
            self.key = key
            self.clientAuthority = clientAuthority
        }
    }

    public var address = "127.0.0.1"
    /// 0 picks a free port.
    public var port = 8090
    public var storage = Storage.memory
    public var durability = Durability.normal
    public var policy = PrevalidatorPolicy()
    /// Bearer tokens by the name of their caller; nil asks for none.
    public var callers: [String: String]?
    public var tls: TLS?
    public var detail = Detail.diagnostic
    /// Signatures per second of one caller; nil for no limit.
    public var rate: Int?
    /// The audit log's file; nil keeps none.
    public var audit: String?
    /// The file that a new audit log goes on from, where it was moved away while nobody wrote it.
    public var auditAfter: String?
    /// The bank behind the proxy, as `https://api.bank.example`; nil for no proxy.
    public var bank: String?
    /// The proxy's port; 0 picks a free one.
    public var proxyPort = 8091
    public var unlearned = Unlearned.refuse
    /// Bytes of a body, and of a line of a batch.
    public var bodyLimit = 64 << 10
    /// Bytes of a body that the proxy passes on.
    public var proxyBodyLimit = 1 << 20
    /// Seconds that a body may take, and that a connection may be silent.
    public var requestTimeout: Int64 = 25
    /// Bytes of all key tables together.
    public var tableBudget = 512 << 20

    public init() {}
}
