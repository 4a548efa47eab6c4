import Attachments

/// Cryptographic messages (RFC 5652) and certificates (RFC 5280) in DER or BER.
enum DERVerifier: TypeVerifier {
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) -> DetectedType? {
        types(of: bytes.head, size: bytes.size, proposals)
    }

    /// What bytes that begin with a sequence are.
    ///
    /// - Parameter size: of the whole file, of which these are the first bytes; `nil` when it is not known.
    static func types(of head: [UInt8], size: Int?, _ proposals: Proposals) -> DetectedType? {
        guard let outer = Header(head, at: 0), outer.tag == 0x30,
            outer.end.map({ end in size.map { end...end + 2 ~= $0 } ?? true }) ?? true,
            let inner = Header(head, at: outer.content)
        else { return nil }
        if inner.tag == 0x06, let kind = kinds.first(where: { head.has($0.identifier, at: outer.content) }) {
            return DetectedType(proposals.inFront(messages), isEncrypted: kind.isEncrypted)
        }
        if head.has([0x02, 1, 3, 0x30], at: outer.content) { return DetectedType(["application/x-pkcs12"]) }
        guard inner.tag == 0x30, let first = Header(head, at: inner.content), first.tag == 0xA0 || first.tag == 0x02,
            inner.end != nil
        else { return nil }
        return DetectedType(["application/pkix-cert"])
    }

    private static let messages = ["application/pkcs7-mime", "application/pkcs7-signature", "application/x-pkcs7-certificates"]

    /// Content types by their object identifiers (RFC 5652, section 14; RFC 3274; RFC 5083; RFC 5544).
    private static let kinds: [(identifier: [UInt8], isEncrypted: Bool)] =
        [(2, false), (3, true), (4, true), (5, false), (6, true)].map {
            ([6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, $0], $1)
        }
        + [(9, false), (23, true), (31, false)].map { ([6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 16, 1, $0], $1) }

    /// The start of one value (ITU-T X.690, section 8.1).
    private struct Header {
        let tag: UInt8
        /// Where its content begins.
        let content: Int
        /// Where it ends; `nil` when only a mark says so.
        let end: Int?

        init?(_ bytes: [UInt8], at place: Int) {
            guard place + 2 <= bytes.count else { return nil }
            tag = bytes[place]
            let short = Int(bytes[place + 1])
            guard short >= 0x80 else {
                (content, end) = (place + 2, place + 2 + short)
                return
            }
            let width = short & 0x7F
            content = place + 2 + width
            guard width > 0 else {
                end = nil
                return
            }
            guard width <= 4, let length = bytes.big(width, at: place + 2) else { return nil }
            end = content + length
        }
    }
}
