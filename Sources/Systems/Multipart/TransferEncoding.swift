/// How a part's data is written (RFC 2045 section 6): as it is, or in characters that old mail programs let through.
///
/// RFC 7578 section 4.7 advises against the second kind for forms, but there are senders that use it.
enum TransferEncoding: String, Sendable, Hashable {
    case sevenBit = "7bit"
    case eightBit = "8bit"
    case binary
    case base64
    case quotedPrintable = "quoted-printable"
}
