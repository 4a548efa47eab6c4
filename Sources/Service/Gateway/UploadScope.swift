import Attachments
import Ledger

/// Within what one upload has to keep: the policy's limits, and what an upload token fixes and lowers.
struct UploadScope: Sendable, Hashable {
    /// The token, when the sender came with one.
    let token: UploadToken?
    /// Bytes of one file.
    let maximumSize: Int64
    /// Files of this message.
    private(set) var maximumFiles: Int
    /// What is said of more.
    private(set) var tooManyFiles: UploadError

    /// Nothing but what the policy says, where nobody has looked at it yet.
    static let policy = UploadScope(token: nil, maximumSize: .max, maximumFiles: .max)

    private init(token: UploadToken?, maximumSize: Int64, maximumFiles: Int) {
        self.token = token
        self.maximumSize = maximumSize
        self.maximumFiles = maximumFiles
        tooManyFiles = .tooManyFiles(maximum: maximumFiles)
    }

    /// The same for a token that has so many files left.
    func limited(toFiles left: Int?) -> UploadScope {
        guard let left, left < maximumFiles else { return self }
        var limited = self
        limited.maximumFiles = left
        limited.tooManyFiles = .tokenAllows(files: left)
        return limited
    }

    init(_ principal: Principal, policy: Policy) {
        guard case .sender(let token) = principal else {
            self.init(token: nil, maximumSize: policy.maximumSize, maximumFiles: policy.maximumFilesPerMessage)
            return
        }
        self.init(
            token: token, maximumSize: min(policy.maximumSize, token.maximumSize ?? .max),
            maximumFiles: min(policy.maximumFilesPerMessage, token.maximumFiles ?? .max))
    }

    /// How many files may come in under the token, all in all; counted in the ledger, as they are taken in.
    var allowance: IntakeRecord.Allowance? {
        token.flatMap { token in
            token.maximumFiles.map { IntakeRecord.Allowance(token: token.id, files: $0, expires: token.expires) }
        }
    }

    var conversationID: String? { token?.conversationID }
    var contactID: String? { token?.contactID }
}
