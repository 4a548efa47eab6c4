import CWebSockets

/// What the library calls for everything. Zero goes on; anything else ends the connection.
func handleEvent(
    wire: OpaquePointer?, reason: lws_callback_reasons, user: UnsafeMutableRawPointer?, input: UnsafeMutableRawPointer?, count: Int
) -> Int32 {
    guard let wire = unsafe wire.map({ unsafe Wire($0) }) else { return 0 }
    let bytes = unsafe UnsafeRawBufferPointer(start: input, count: input == nil ? 0 : count)
    let loop = EventLoop.shared
    switch reason {
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE: return unsafe loop.admit(wire, upgrade: input)
    case LWS_CALLBACK_HTTP: return loop.refusePlainRequest(wire)
    default: break
    }
    let id = wire.id
    guard id != 0, let channel = loop.channel(id) else { return 0 }
    switch reason {
    case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER: return unsafe loop.appendFields(of: channel, to: input, room: count)
    case LWS_CALLBACK_ESTABLISHED_CLIENT_HTTP: channel.answered(status: wire.status)
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR: unsafe channel.couldNotConnect(bytes)
    case LWS_CALLBACK_CLIENT_ESTABLISHED: channel.open()
    case LWS_CALLBACK_ESTABLISHED: loop.arrive(channel, wire)
    case LWS_CALLBACK_CLIENT_RECEIVE, LWS_CALLBACK_RECEIVE: return unsafe channel.take(bytes, from: wire)
    case LWS_CALLBACK_CLIENT_RECEIVE_PONG, LWS_CALLBACK_RECEIVE_PONG: channel.heard()
    case LWS_CALLBACK_CLIENT_WRITEABLE, LWS_CALLBACK_SERVER_WRITEABLE: return channel.give(to: wire)
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: return unsafe channel.takeClose(bytes)
    case LWS_CALLBACK_CLIENT_CLOSED, LWS_CALLBACK_CLOSED: channel.end()
    case LWS_CALLBACK_WSI_DESTROY:
        loop.forget(id)
        channel.end()
    default: break
    }
    return 0
}

private let goOn: Int32 = 0
private let cut: Int32 = -1

extension Channel {
    /// Never ends the connection from here: with a reason to send, libwebsockets 4.1.6 would read on with the place in its buffer not set
    /// back, and write beyond the end of it. For the same reason it is told neither to check text nor to stop reading from here.
    fileprivate func take(_ bytes: UnsafeRawBufferPointer, from wire: Wire) -> Int32 {
        wire.confirmLife()
        if unsafe receive(bytes, wire.piece) { EventLoop.shared.attend(id) }
        return goOn
    }

    fileprivate func give(to wire: Wire) -> Int32 {
        switch nextOutput() {
        case .nothing: return goOn
        case .frame(let frame):
            guard wire.write(frame) else { return cut }
            sentFrame()
            wire.awaitRoom()
            return goOn
        case .close(let closure):
            wire.setCloseReason(closure.code, closure.reason)
            return cut
        }
    }

    /// Cuts the connection where the library would let pass what RFC 6455, section 5.5.1, forbids: half a code, and a reason that is not
    /// UTF-8. What has no reason to send is cut at once, see `take`.
    fileprivate func takeClose(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        guard bytes.count != 1, let reason = unsafe String(validating: bytes.dropFirst(2), as: UTF8.self) else { return cut }
        let code: WebSocketCloseCode = unsafe bytes.isEmpty ? .none : .init(rawValue: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
        closedByPeer(WebSocketClosure(code: code, reason: reason, isByPeer: true))
        return goOn
    }

    fileprivate func couldNotConnect(_ bytes: UnsafeRawBufferPointer) {
        let status = read { $0.status }
        let cause = unsafe String(
            decoding: bytes.prefix(160).map { (0x20..<0x7f).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
        end(error(HandshakeFailure.code(status: status, cause: cause), cause: cause.isEmpty ? nil : cause))
    }
}

extension EventLoop {
    /// Where the library's request ends, behind its own fields.
    fileprivate func appendFields(of channel: Channel, to input: UnsafeMutableRawPointer?, room: Int) -> Int32 {
        guard let lines = handshake(channel.id)?.lines, lines.count < room else { return cut }
        guard let cursor = unsafe input?.assumingMemoryBound(to: UnsafeMutablePointer<UInt8>.self) else { return cut }
        unsafe cursor.pointee.update(from: lines, count: lines.count)
        unsafe cursor.pointee += lines.count
        return goOn
    }

    fileprivate func admit(_ wire: Wire, upgrade: UnsafeMutableRawPointer?) -> Int32 {
        guard let name = unsafe upgrade?.assumingMemoryBound(to: CChar.self),
            unsafe String(cString: name).lowercased() == "websocket", let listener = listener(wire.host)
        else { return cut }
        let request = WebSocketRequest(wire, fieldNames: listener.fieldNames)
        switch listener.admission(of: request) {
        case .accept:
            let channel = Channel(id: nextIdentifier(), limits: listener.limits, origin: "client")
            wire.id = channel.id
            add(channel, wire)
            listener.expect(channel.id, request)
            return goOn
        case .refuse(let status):
            wire.refuse(status: status)
            return 1
        }
    }

    fileprivate func arrive(_ channel: Channel, _ wire: Wire) {
        channel.open()
        listener(wire.host)?.arrive(channel)
    }

    fileprivate func refusePlainRequest(_ wire: Wire) -> Int32 {
        wire.refuse(status: 426)
        return cut
    }
}
