import CMicroHTTPD
import FoundationEssentials

/// A certificate with its chain, and the key to it, as GnuTLS holds them. Immutable, so threads may share it.
@safe final class TLSIdentity: @unchecked Sendable {
    private let pointer: UnsafeMutablePointer<lazaret_tls_identity>

    /// - Throws: `HTTPServerError` when the texts are not PEM, are incomplete, or do not belong together.
    init(certificate: [UInt8], key: [UInt8]) throws(HTTPServerError) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: lazaret_tls_identity())
        try Self.check("tls.certificate: no PEM text with up to 16 certificates, each signed by the one behind it") {
            unsafe certificate.withUnsafeBytes { unsafe lazaret_tls_load_certificates(pointer, $0.baseAddress, UInt32($0.count)) }
        }
        try Self.check("tls.key: no PEM text with a private key that is not encrypted") {
            unsafe key.withUnsafeBytes { unsafe lazaret_tls_load_key(pointer, $0.baseAddress, UInt32($0.count)) }
        }
        guard unsafe lazaret_tls_matches(pointer) != 0 else {
            throw HTTPServerError(
                .badCertificate,
                "tls.key: the key does not belong to the first certificate of tls.certificate; name the two that were made together."
            )
        }
    }

    deinit {
        unsafe lazaret_tls_free(pointer)
        unsafe pointer.deallocate()
    }

    /// The end of the certificate's time.
    var end: Date { unsafe Date(timeIntervalSince1970: Double(lazaret_tls_time(pointer, 1))) }
    /// The beginning of the certificate's time.
    var start: Date { unsafe Date(timeIntervalSince1970: Double(lazaret_tls_time(pointer, 0))) }

    /// Shows GnuTLS where certificates and key lie. They stay ours.
    func lend(
        _ certificates: UnsafeMutablePointer<UnsafeMutablePointer<gnutls_pcert_st>?>, _ count: UnsafeMutablePointer<UInt32>,
        _ key: UnsafeMutablePointer<gnutls_privkey_t?>
    ) {
        unsafe certificates.pointee = lazaret_tls_certificates(pointer)
        unsafe count.pointee = pointer.pointee.count
        unsafe key.pointee = pointer.pointee.key
    }

    private static func check(_ complaint: String, _ load: () -> CInt) throws(HTTPServerError) {
        let result = load()
        guard result < 0 else { return }
        let reason = unsafe String(cString: gnutls_strerror(result))
        throw HTTPServerError(.badCertificate, "\(complaint) (\(reason)). Make the file anew.")
    }
}
