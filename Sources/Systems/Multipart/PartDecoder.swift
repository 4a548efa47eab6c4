import HTTPSemantics

/// Turns a part's data into the bytes that it stands for, as it arrives.
enum PartDecoder: Sendable {
    case base64(Base64Decoder)
    case quotedPrintable(QuotedPrintableDecoder)

    /// `nil` when the data stands for itself.
    init?(_ encoding: TransferEncoding) {
        switch encoding {
        case .sevenBit, .eightBit, .binary: return nil
        case .base64: self = .base64(Base64Decoder(skipsLineBreaks: true))
        case .quotedPrintable: self = .quotedPrintable(QuotedPrintableDecoder())
        }
    }

    /// Appends what the data stands for, never more bytes than it has.
    mutating func decode(_ data: RawSpan, into bytes: inout [UInt8]) throws(MultipartError) {
        do {
            switch self {
            case .base64(var decoder):
                defer { self = .base64(decoder) }
                try decoder.decode(data, into: &bytes)
            case .quotedPrintable(var decoder):
                defer { self = .quotedPrintable(decoder) }
                try decoder.decode(data, into: &bytes)
            }
        } catch {
            throw MultipartError(.invalidEncoding)
        }
    }

    /// Says that the part's data has ended.
    func finish() throws(MultipartError) {
        do {
            switch self {
            case .base64(let decoder): try decoder.finish()
            case .quotedPrintable(let decoder): try decoder.finish()
            }
        } catch {
            throw MultipartError(.invalidEncoding)
        }
    }
}
