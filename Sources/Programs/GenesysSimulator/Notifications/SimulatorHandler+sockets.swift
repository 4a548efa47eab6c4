internal import Foundation

/// What happens on sockets, brought to the platform.
extension SimulatorHandler {
    /// Whether a socket may be opened for a channel.
    func hasChannel(_ id: String) -> Bool { update { $0.hub.hasChannel(id, at: now()) } }

    /// Whether the call's token is good.
    func admits(_ call: Call) -> Bool {
        update { platform in (try? platform.tokens.admit(call.bearerToken, at: now())) != nil }
    }

    /// A socket is open: for a channel, or for the tutorials.
    /// - Returns: `false` when the channel has ended in the meantime.
    func connect(_ socket: Int, channel id: String?) -> Bool {
        update { platform in
            guard let id else {
                platform.hub.connectTutorial(socket, at: now())
                return true
            }
            guard let actions = platform.hub.connect(socket, channel: id, at: now()) else { return false }
            platform.perform(actions)
            return true
        }
    }

    /// A client has sent something.
    func receive(_ text: String, on socket: Int) {
        update { $0.perform($0.hub.receive(text, on: socket, at: now())) }
    }

    /// A socket is gone.
    func disconnect(_ socket: Int) { update { $0.hub.disconnect(socket) } }
}
