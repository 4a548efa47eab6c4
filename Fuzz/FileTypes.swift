import Attachments
import FileTypes

/// A detection always ends with a type, and says the same again; what name and claim propose makes no program harmless.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFileTypes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let proposals: [(name: String?, claim: String?)] = [
        (nil, nil), ("a.docx", "application/zip"), ("a.eml", "message/rfc822"), ("a.p7m", "text/plain"),
        ("a.gpx", "application/xml"),
        ("a.stl", nil), ("a.md", "*/*"),
    ]
    var active: Set<String> = []
    for proposal in proposals {
        let found = detect(bytes, proposal.name, proposal.claim)
        precondition(found == detect(bytes, proposal.name, proposal.claim))
        precondition(!found.types.isEmpty && Set(found.types).count == found.types.count, "\(found)")
        if let known = MediaTypes.named(found.type), known.nature == .active, known.family == .signature {
            active.insert(found.type)
        }
    }
    precondition(active.count <= 1, "a program changes with its name: \(active)")
    return 0
}

private func detect(_ bytes: [UInt8], _ name: String?, _ claim: String?) -> DetectedType {
    let name = name.flatMap { try? FileName(cleaning: $0) }
    let found = try? FileTypeDetector.detect(BytesInMemory(bytes), name: name, claim: TypeClaim(claim)) { _ in DetectedType.unknown
    }
    guard let found else { fatalError("Bytes in memory cannot fail.") }
    return found
}
