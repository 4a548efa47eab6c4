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
    public func inspect(_ file: OpenFile, named name: String, claimedType: String?) async throws -> FileTypeAgreement {
        let cleanName: FileName?
        do throws(FileNameError) {
            cleanName = try FileName(cleaning: name)
        } catch  where error.code == .empty {
            cleanName = nil
        } catch {
            let detected = try await detector.detect(file, name: nil, claim: claimedType)
            return FileTypeAgreement(
                type: FileType(detected.type, isEncrypted: detected.isEncrypted),
                objections: [.init(.disguisedName, error.description)])
        }
        let detected = try await detector.detect(file, name: cleanName, claim: claimedType)
        return .of(name: cleanName, claimedType: claimedType, detected: detected)
    }
}
