public import Attachments
public import FileIO

/// Finds out what bytes really are.
public struct Inspector: Sendable {
    private let detector: TypeDetector

    /// Starts threads for the reading.
    ///
    /// - Parameter threads: how many files are looked at, at once.
    public init(threads: Int) {
        detector = TypeDetector(threads: threads)
    }

    /// Reads the file's real type and compares it with its name and the claimed type.
    ///
    /// - Throws: what ``TypeDetector/detect(_:name:claim:)`` throws.
    public func inspect(_ file: OpenFile, named name: String, claimedType: String?, policy: Policy) async throws -> Findings {
        let cleanName: FileName?
        var objection: FileNameError?
        do throws(FileNameError) {
            cleanName = try FileName(cleaning: name)
        } catch {
            cleanName = nil
            objection = error.code == .empty ? nil : error
        }
        let detected = try await detector.detect(file, name: cleanName, claim: claimedType)
        if let objection {
            return Findings(detectedType: detected.type, refusal: Verdict(outcome: .mismatch, reasons: [objection.description]))
        }
        switch FileTypeAgreement.of(name: cleanName, claimedType: claimedType, detected: detected, policy: policy) {
        case .agreed(let type): return Findings(detectedType: type, isEncrypted: detected.isEncrypted, refusal: nil)
        case .mismatch(let verdict):
            return Findings(detectedType: detected.type, isEncrypted: detected.isEncrypted, refusal: verdict)
        }
    }
}
