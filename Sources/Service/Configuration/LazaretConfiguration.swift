public import Attachments
public import Channels
public import Gateway
import JSON
public import Pipeline

/// Everything that can be set. The value made by `init()` is what runs when nothing is configured: loopback, SQLite, local folders,
/// a clamd of our own.
public struct LazaretConfiguration: Sendable, Hashable {
    /// Where clients reach the gateway.
    public var server = ServerSection()
    /// The state folder: ledger, local store, private clamd. A relative path starts at the working folder.
    public var data = "./lazaret-data"
    /// Who may do what.
    public var auth = AuthSection()
    /// Upload tokens.
    public var tokens = TokenLifetimes()
    /// How often each may ask.
    public var limits = LimitsSection()
    /// Where attachments, jobs and the audit log are recorded.
    public var ledger = LedgerSection.sqlite
    /// Where the bytes lie.
    public var store = StoreSection.local
    /// The links to released files.
    public var links = LinksSection()
    /// What may pass.
    public var policy = Policy()
    /// Who judges the bytes.
    public var scanner = ScannerSection()
    /// The platform.
    public var genesys = GenesysSection()
    /// What customers are told, by language.
    public var notices: [String: NoticesSection] = [:]
    /// The language of notices.
    public var noticeLanguage = "en"
    /// Who is told what became of attachments.
    public var handover = HandoverSection()
    /// What is fetched from addresses that came from outside.
    public var downloads = DownloadsSection()
    /// What outgoing calls go through.
    public var proxy = ProxySection()
    /// A file of certificates in PEM that all outgoing TLS trusts besides the system's.
    public var caCertificates: String?
    /// Customers' channels by the name that their routes carry.
    public var channels: [String: Channel] = [:]
    /// Limits of rich cards.
    public var cards = CardsSection()
    /// Bots that answer with cards, by the name that their routes carry.
    public var bots: [String: BotSection] = [:]
    /// Where the outcome of cards is reported.
    public var analytics = AnalyticsSection()
    /// How long what has come to its end stays.
    public var retention = Retention()
    /// The log of who did what.
    public var audit = AuditSection()
    /// What is logged.
    public var logging = LoggingSection()
    /// The file that it was read from; `nil` when there is none.
    public internal(set) var file: String?

    /// Makes the default configuration.
    public init() {}

    /// The file that either key names.
    public var trustedAuthorities: String? { caCertificates ?? storeAuthorities }

    private var storeAuthorities: String? {
        if case .s3(let section) = store { section.caCertificates } else { nil }
    }

    /// The whole configuration as JSON that people can read, with every secret replaced by `<redacted>`.
    public func rendered() -> String {
        FieldWriter.write(self).indentedText + "\n"
    }
}

extension LazaretConfiguration: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.section("server", &server)
        fields.value("data", &data, .text)
        fields.section("auth", &auth)
        fields.section("tokens", &tokens)
        fields.section("limits", &limits)
        fields.value("ledger", &ledger, .ledger)
        fields.section("store", &store)
        fields.section("links", &links)
        fields.section("policy", &policy)
        fields.section("scanner", &scanner)
        fields.section("genesys", &genesys)
        fields.table("notices", &notices, names: .language)
        fields.value("noticeLanguage", &noticeLanguage, .language)
        fields.check(
            "noticeLanguage", noticeLanguage == "en" || notices[noticeLanguage] != nil,
            "has no texts; write notices.\(noticeLanguage), or leave it at \"en\"")
        fields.section("handover", &handover)
        fields.section("downloads", &downloads)
        fields.section("proxy", &proxy)
        fields.value("caCertificates", &caCertificates, .optional(.text))
        fields.check(
            "caCertificates", caCertificates == nil || storeAuthorities == nil || caCertificates == storeAuthorities,
            "differs from store.caCertificates; both mean the same: write one file with all certificates, and one key")
        fields.table("channels", &channels, names: .routeName)
        fields.section("cards", &cards)
        fields.table("bots", &bots, names: .routeName)
        fields.section("analytics", &analytics)
        fields.section("retention", &retention)
        fields.section("audit", &audit)
        fields.section("logging", &logging)
    }
}
