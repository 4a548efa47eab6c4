/// One thing that an examiner found in a file, or in a member of it.
public struct Finding: Sendable, Hashable, Codable {
    /// What it is.
    public var kind: Kind
    /// The identifier of the examiner that found it, such as `clamd`.
    public var examiner: String
    /// The examiner's version, such as `ClamAV 1.4.6/27510`; `nil` where its answers do not depend on one.
    public var version: String?
    /// The member that it was found in: names from the outermost to the innermost, as the file has them. Empty for the file itself.
    public var location: [String]
    /// The signature that matched.
    public var signature: String?
    /// One sentence for operators; nothing of the customer's in it.
    public var detail: String

    /// States a finding.
    public init(
        _ kind: Kind, by examiner: String, version: String? = nil, in location: [String] = [], signature: String? = nil,
        detail: String
    ) {
        self.kind = kind
        self.examiner = examiner
        self.version = version
        self.location = location
        self.signature = signature
        self.detail = detail
    }

    private enum CodingKeys: String, CodingKey {
        case kind, examiner, version, signature, detail
        case location = "where"
    }

    /// The kinds of finding; a closed set, in which each has its outcome.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Malware.
        case infected
        /// Too large, too deep or too many parts to look through; a bomb.
        case limit
        /// Cannot be looked into without a password.
        case encrypted
        /// An office macro.
        case macro
        /// Any other script or action, such as JavaScript in a PDF.
        case script
        /// The name, the claimed type and the content do not agree.
        case typeMismatch
        /// The name hides what the file is, or cannot be a name.
        case disguisedName
        /// The policy does not allow the type.
        case typeNotAllowed
        /// Damaged, or nothing that the examiner can judge.
        case unscannable
        /// The examiner has still to answer.
        case pending
        /// The examiner could not answer this time.
        case error

        /// What a file is, in which this is the gravest finding.
        public var outcome: Outcome {
            switch self {
            case .infected: .infected
            case .limit: .limit
            case .encrypted: .encrypted
            case .macro, .script: .active
            case .typeMismatch, .disguisedName, .typeNotAllowed: .mismatch
            case .unscannable: .unscannable
            case .pending: .pending
            case .error: .error
            }
        }

        /// What it is that runs.
        public var activeContent: ActiveContent? {
            switch self {
            case .macro: .macro
            case .script: .script
            default: nil
            }
        }

        /// Whether the same examiner at the same version finds it again in the same bytes, whatever their name, its limits and its day.
        public var isLasting: Bool {
            switch self {
            case .infected, .encrypted, .macro, .script: true
            case .limit, .typeMismatch, .disguisedName, .typeNotAllowed, .unscannable, .pending, .error: false
            }
        }
    }
}
