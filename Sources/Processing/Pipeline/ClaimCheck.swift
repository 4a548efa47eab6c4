import Attachments

/// What can be refused by what is said of a file alone, before a byte of it is fetched. Pure.
struct ClaimCheck: Sendable {
    /// Why a file is not taken.
    struct Refusal: Sendable, Hashable {
        let verdict: Verdict
        let notice: CustomerNotice

        init(_ finding: Finding, notice: CustomerNotice) {
            verdict = Verdict(folding: [finding])
            self.notice = notice
        }

        static func tooLarge(limit: Int64) -> Refusal {
            Refusal(
                Finding(.limit, by: "policy", detail: "The file is larger than the limit of \(limit) bytes."), notice: .tooLarge)
        }

        static let empty = Refusal(
            Finding(.typeMismatch, by: "policy", detail: "There is nothing in the file."), notice: .empty)
    }

    private let policy: Policy

    init(_ policy: Policy) { self.policy = policy }

    /// Why the file is not fetched; `nil` when nothing speaks against it.
    func refusal(of file: AnnouncedFile) -> Refusal? {
        if let size = file.claimedSize, size > policy.maximumSize { return .tooLarge(limit: policy.maximumSize) }
        if let name = file.name, let hidden = (try? FileName(cleaning: name))?.disguisedExtension {
            return Refusal(
                Finding(.disguisedName, by: "type", detail: "The name hides the extension .\(hidden) beside another."),
                notice: .nameNotAllowed)
        }
        guard let claim = TypeClaim(file.claimedType), !claim.mayBeAllowed(by: policy) else { return nil }
        return Refusal(
            Finding(.typeNotAllowed, by: "policy", detail: "Files of the claimed type are not allowed."), notice: .typeNotAllowed)
    }
}
