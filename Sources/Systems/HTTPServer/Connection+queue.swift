import CMicroHTTPD
import FileIO
import Glibc
import HTTPSemantics
import Observability

extension Connection {
    /// Gives the library an answer to send.
    ///
    /// It takes one only in the first call for a request, before the body, and in the last, after it; in between it refuses.
    /// An answer in the first call ends the connection even when there is no body: for keep-alive it has to wait for the last call.
    /// - Returns: whether it was taken.
    func queue(_ response: Response, id: String, closes: Bool, _ logger: Logger) -> Bool {
        guard let raw = unsafe Self.make(response.body) else {
            logger.error("an answer could not be built; the connection is cut", ["request": .string(id)])
            return false
        }
        defer { unsafe MHD_destroy_response(raw) }
        for field in Self.fields(of: response, id: id, closes: closes, logger).all {
            _ = unsafe MHD_add_response_header(raw, field.name, field.value)
        }
        return unsafe MHD_queue_response(pointer, UInt32(response.sentStatus), raw) == .YES
    }

    private static func make(_ body: Response.Body) -> OpaquePointer? {
        switch body {
        case .none:
            return unsafe MHD_create_response_from_buffer(0, nil, .RESPMEM_PERSISTENT)
        case .bytes(let bytes):
            return unsafe bytes.withUnsafeBytes { bytes in
                unsafe MHD_create_response_from_buffer(
                    bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
            }
        case .file(let file, let range):
            // The library closes the descriptor that it is given. It reads at offsets of its own, so a duplicate disturbs nobody.
            let descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
            guard descriptor >= 0 else { return nil }
            let response = unsafe MHD_create_response_from_fd_at_offset64(
                UInt64(range.upperBound - range.lowerBound), descriptor, UInt64(range.lowerBound))
            if unsafe response == nil { close(descriptor) }
            return unsafe response
        }
    }

    /// The library writes `Content-Length` and frames the body by what it was given: fields that say otherwise would split the answer.
    private static func fields(of response: Response, id: String, closes: Bool, _ logger: Logger) -> HTTPFields {
        var fields = HTTPFields()
        for field in response.fields.all {
            if reserved.contains(field.name.lowercased()) { continue }
            guard field.isValid else {
                logger.error("a field of an answer cannot be sent and is left out", ["request": .string(id)])
                continue
            }
            fields.append(field.name, field.value)
        }
        fields.append("X-Request-Id", id)
        if closes { fields.append("Connection", "close") }
        return fields
    }

    private static let reserved: Set = ["content-length", "transfer-encoding", "connection", "x-request-id", "server", "date"]
}
