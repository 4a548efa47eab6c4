import Attachments

/// What can be refused by what is said of a file alone, before a byte of it is fetched. Pure.
struct ClaimCheck: Sendable {
    /// Why a file is not taken.
    struct Refusal: Sendable, Hashable {
        let verdict: Verdict
        let notice: CustomerNotice

        static func tooLarge(limit: Int64) -> Refusal {
            Refusal(
                verdict: Verdict(outcome: .limit, reasons: ["The file is larger than the limit of \(limit) bytes."]),
                notice: .tooLarge)
        }

        static let empty = Refusal(
            verdict: Verdict(outcome: .mismatch, reasons: ["There is nothing in the file."]), notice: .empty)
    }

    private let policy: Policy

    init(_ policy: Policy) { self.policy = policy }

    /// Why the file is not fetched; `nil` when nothing speaks against it.
    func refusal(of file: AnnouncedFile) -> Refusal? {
        if let size = file.claimedSize, size > policy.maximumSize { return .tooLarge(limit: policy.maximumSize) }
        if let name = file.name, let hidden = (try? FileName(cleaning: name))?.disguisedExtension {
            return Refusal(
                verdict: Verdict(outcome: .mismatch, reasons: ["The name hides the extension .\(hidden) beside another."]),
                notice: .nameNotAllowed)
        }
        guard let claim = TypeClaim(file.claimedType), !claim.mayBeAllowed(by: policy) else { return nil }
        return Refusal(
            verdict: Verdict(outcome: .mismatch, reasons: ["Files of the claimed type are not allowed."]), notice: .typeNotAllowed)
    }
}
