public import Attachments
public import Foundation

/// What comes in at once: files that are here, files that are announced, the message that they are parts of. One transaction.
public struct IntakeRecord: Sendable, Hashable {
    /// In the state in which they begin; their bytes are durable.
    public var attachments: [Attachment]
    /// The message that they are parts of; `nil` for files by themselves.
    public var message: ConversationMessage?
    /// Files of the message that are to be fetched.
    public var announced: [Announcement]
    /// What goes out for the message or the files, and in which order; empty where nothing does.
    public var sequence: [Place]
    /// What the sequence goes in line with; `nil` for the message alone.
    public var lane: String?
    /// A digest of the message's content: under the same key no other is taken. `nil` where the first one counts, whatever the second says.
    public var fingerprint: String?
    /// The sender's idempotency keys: the same under one of them is the same sending.
    public var claims: [Claim]
    /// What its signature is remembered by. A second arrival with it is refused, unless the message's key or a claim says that it is the first.
    public var nonce: String?
    /// What the sender's token still allows.
    public var allowance: Allowance?
    /// The sentence for the timeline and the audit log.
    public var detail: String

    /// A file to be fetched.
    public struct Announcement: Sendable, Hashable {
        /// What it will be called.
        public let id: AttachmentID
        /// Where it is, and what is said of it.
        public let file: AnnouncedFile

        /// Announces a file.
        public init(id: AttachmentID, file: AnnouncedFile) {
            self.id = id
            self.file = file
        }
    }

    /// One place in the order in which parts go out.
    public enum Place: Sendable, Hashable {
        /// Goes when all before it have gone.
        case message(NewMessage)
        /// Goes for an attachment, unless that is settled before; of a provisional kind.
        case provisional(NewMessage, AttachmentID)
        /// Kept for whatever comes of an attachment; given up when nothing does. Holds up what is behind it.
        case slot(AttachmentID)
        /// The same, but holds up what is behind it for so long at most. One that is held is kept for an operator, and holds up nothing.
        case yieldingSlot(AttachmentID, after: Duration)
    }

    /// An idempotency key: the same one with the same content is the same sending.
    public struct Claim: Sendable, Hashable {
        /// Whose keys these are: the access key's, the token's or the channel's, at one route.
        public let scope: String
        /// As the sender gave it.
        public let key: String
        /// A digest of everything that was sent.
        public let fingerprint: String
        /// Whether it is remembered for as long as signatures are, and not only as idempotency keys are.
        public let isLasting: Bool

        /// Makes a claim.
        public init(scope: String, key: String, fingerprint: String, isLasting: Bool = false) {
            self.scope = scope
            self.key = key
            self.fingerprint = fingerprint
            self.isLasting = isLasting
        }
    }

    /// How many files may come in under a token, all in all.
    public struct Allowance: Sendable, Hashable {
        /// The token's identifier.
        public let token: String
        /// How many files.
        public let files: Int
        /// When the token ends, and with it the counting.
        public let expires: Date

        /// Makes an allowance.
        public init(token: String, files: Int, expires: Date) {
            self.token = token
            self.files = files
            self.expires = expires
        }
    }

    /// Puts an arrival together.
    public init(
        attachments: [Attachment] = [], message: ConversationMessage? = nil, announced: [Announcement] = [],
        sequence: [Place] = [], lane: String? = nil, fingerprint: String? = nil,
        claims: [Claim] = [], nonce: String? = nil, allowance: Allowance? = nil, detail: String
    ) {
        self.attachments = attachments
        self.message = message
        self.announced = announced
        self.sequence = sequence
        self.lane = lane
        self.fingerprint = fingerprint
        self.claims = claims
        self.nonce = nonce
        self.allowance = allowance
        self.detail = detail
    }
}

/// What the ledger makes of an arrival.
public enum IntakeResult: Sendable, Hashable {
    /// It is taken in.
    case accepted
    /// It was taken in before, under the same key: nothing has changed. These attachments came of it then.
    case repeated([AttachmentID])
}
