import CWebSockets

/// One connection in the library's hands, named by where it is. Only for the loop's thread, and only while the library has it.
@safe struct Wire: Sendable {
    private let address: UInt

    init?(address: UInt) {
        guard address != 0 else { return nil }
        self.address = address
    }

    init(_ pointer: OpaquePointer) {
        address = UInt(bitPattern: pointer)
    }

    private var pointer: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }

    /// The number that the loop gave it; 0 for one that has none.
    var id: UInt {
        get { unsafe UInt(cws_identifier(pointer)) }
        nonmutating set { unsafe cws_identify(pointer, Int(newValue)) }
    }

    /// The host that it belongs to.
    var host: UInt { unsafe UInt(bitPattern: lws_get_vhost(pointer)) }

    /// The status that answered the handshake.
    var status: Int { unsafe Int(lws_http_client_http_response(pointer)) }

    /// Asks to be told when bytes can be written.
    func awaitRoom() { unsafe lws_callback_on_writable(pointer) }

    /// Stops or goes on reading from the socket.
    func setReading(_ isReading: Bool) { unsafe lws_rx_flow_control(pointer, isReading ? 1 : 0) }

    /// Tells the library that the other side lives.
    func confirmLife() { unsafe lws_validity_confirmed(pointer) }

    /// What the library would send as its last frame.
    func setCloseReason(_ code: WebSocketCloseCode, _ reason: String) {
        var bytes = Array(reason.utf8)
        unsafe lws_close_reason(pointer, lws_close_status(rawValue: UInt32(code.rawValue)), &bytes, bytes.count)
    }

    /// Ends it at the next turn of the loop, with a reset where that is possible.
    func kill() {
        unsafe cws_reset_on_close(pointer)
        unsafe cws_kill(pointer)
    }

    func kill(after seconds: Int) { unsafe cws_kill_after(pointer, Int32(clamping: seconds)) }

    /// Writes one frame; what the socket does not take, the library keeps.
    /// - Returns: whether the connection still stands.
    func write(_ frame: Frame) -> Bool {
        let headroom = cws_headroom()
        var buffer = [UInt8](repeating: 0, count: headroom) + frame.bytes
        let kind =
            switch frame {
            case .text: LWS_WRITE_TEXT
            case .binary: LWS_WRITE_BINARY
            case .ping: LWS_WRITE_PING
            }
        let count = buffer.count - headroom
        return unsafe buffer.withUnsafeMutableBufferPointer {
            unsafe lws_write(pointer, $0.baseAddress.map { unsafe $0 + headroom }, count, kind)
        }
            >= 0
    }

    /// What is known of the piece that was just handed over.
    var piece: MessageAssembler.Piece {
        unsafe MessageAssembler.Piece(
            isFirst: lws_is_first_fragment(pointer) != 0, isLast: lws_is_final_fragment(pointer) != 0,
            isBinary: lws_frame_is_binary(pointer) != 0, announcedBytes: Int(lws_remaining_packet_payload(pointer)))
    }

    /// Answers a request that is not to become a connection.
    func refuse(status: Int) { unsafe lws_return_http_status(pointer, UInt32(clamping: status), nil) }

    // MARK: The request's head

    /// A part of the head that the library knows by number; `nil` when there is none.
    func head(_ token: lws_token_indexes) -> String? {
        let length = unsafe Int(lws_hdr_total_length(pointer, token))
        guard length > 0 else { return nil }
        // One byte for each piece of a list that is joined, and one for the end.
        return unsafe text(atMost: length + 256) { unsafe lws_hdr_copy(pointer, $0, $1, token) }
    }

    /// What stands behind the question mark, which the library keeps in pieces.
    var query: String? {
        var pieces: [String] = []
        while true {
            let length = unsafe lws_hdr_fragment_length(pointer, WSI_TOKEN_HTTP_URI_ARGS, Int32(pieces.count))
            let piece =
                unsafe length <= 0
                ? nil
                : text(atMost: Int(length) + 1) {
                    unsafe lws_hdr_copy_fragment(pointer, $0, $1, WSI_TOKEN_HTTP_URI_ARGS, Int32(pieces.count))
                }
            guard let piece else { return pieces.isEmpty ? nil : pieces.joined(separator: "&") }
            pieces.append(piece)
        }
    }

    /// A field that the library does not know.
    func field(_ name: String) -> String? {
        let key = name.lowercased() + ":"
        let length = unsafe Int(lws_hdr_custom_length(pointer, key, Int32(key.utf8.count)))
        guard length >= 0 else { return nil }
        return unsafe text(atMost: length + 1) { unsafe lws_hdr_custom_copy(pointer, $0, $1, key, Int32(key.utf8.count)) }
    }

    private func text(atMost size: Int, _ copy: (UnsafeMutablePointer<CChar>?, Int32) -> Int32) -> String? {
        var buffer = [CChar](repeating: 0, count: size)
        let count = unsafe buffer.withUnsafeMutableBufferPointer { unsafe copy($0.baseAddress, Int32($0.count)) }
        return count < 0 ? nil : String(decoding: buffer.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
