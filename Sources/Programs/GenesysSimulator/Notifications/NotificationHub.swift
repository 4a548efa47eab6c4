internal import Foundation
internal import JSON

/// The notification channels and their sockets, without any input or output: what happens goes in, and what to do with which socket
/// comes out.
struct NotificationHub: Sendable {
    enum Action: Sendable, Hashable {
        case send(socket: Int, text: String)
        /// After what was sent before. Codes are those of RFC 6455, section 7.4.1.
        case close(socket: Int, code: Int)
    }

    private struct Socket {
        /// `nil` for a socket of the tutorials, which has no channel.
        let channelID: String?
        /// What a socket of the tutorials listens to.
        var eventTypes: Set<String> = []
        var heartbeat: Date
    }

    let limits: NotificationLimits
    private var channels: [String: NotificationChannel] = [:]
    private var sockets: [Int: Socket] = [:]
    private var uses = 0

    init(_ limits: NotificationLimits) { self.limits = limits }

    // MARK: Channels

    /// Makes a channel; a client that has as many as it may loses the one used longest ago, first one without a socket.
    mutating func create(id: String, clientID: String, token: String, at now: Date) -> (NotificationChannel, [Action]) {
        var actions: [Action] = []
        let own = channels.values.filter { $0.clientID == clientID }
        if own.count >= limits.maximumChannels,
            let victim = own.min(by: { ($0.socket == nil ? 0 : 1, $0.lastUse) < ($1.socket == nil ? 0 : 1, $1.lastUse) })
        {
            actions = end(victim, as: "no_longer_subscribed", because: "another_channel_subscribed")
        }
        let channel = NotificationChannel(id: id, clientID: clientID, token: token, expires: expiry(now), lastUse: use())
        channels[id] = channel
        return (channel, actions)
    }

    /// A client's channels, the one used longest ago first.
    func channels(of clientID: String, token: String? = nil) -> [NotificationChannel] {
        channels.values.filter { $0.clientID == clientID && (token == nil || $0.token == token) }.sorted { $0.lastUse < $1.lastUse }
    }

    /// - Throws: ``Refusal`` 404 when the client has no such channel.
    func channel(_ id: String, of clientID: String, at now: Date) throws(Refusal) -> NotificationChannel {
        guard let channel = channels[id], channel.clientID == clientID, now < channel.expires else { throw .notFound }
        return channel
    }

    /// Adds topics to a channel's, or puts them in their place; the channel then lives on for its full time.
    /// - Throws: ``Refusal`` 404, or 400 for too many.
    mutating func subscribe(
        _ topics: [String], replacing: Bool, channel id: String, of clientID: String, at now: Date
    ) throws(Refusal) -> NotificationChannel {
        var channel = try channel(id, of: clientID, at: now)
        if replacing { channel.topics = [] }
        channel.add(topics)
        guard channel.topics.count <= limits.maximumTopics else {
            throw .outOfBounds("", "a number of topics", 0...limits.maximumTopics)
        }
        channel.expires = expiry(now)
        channel.lastUse = use()
        channels[id] = channel
        return channel
    }

    /// Ends the channels of a token that is no longer good.
    mutating func revoke(token: String, at now: Date) -> [Action] {
        channels.values.filter { $0.token == token }.sorted { $0.lastUse < $1.lastUse }
            .flatMap { end($0, as: "token_revoked", because: "user_tokens_revoked") }
    }

    // MARK: Sockets

    /// Whether there is a channel of this id, whoever has it: its address is the secret.
    func hasChannel(_ id: String, at now: Date) -> Bool { channels[id].map { now < $0.expires } ?? false }

    /// Takes a socket for a channel; one that was there before is dropped.
    /// - Returns: `nil` when there is no such channel.
    mutating func connect(_ socket: Int, channel id: String, at now: Date) -> [Action]? {
        guard var channel = channels[id], now < channel.expires else { return nil }
        let previous = channel.socket.map { drop($0, code: 1000) } ?? []
        channel.socket = socket
        channel.lastUse = use()
        channels[id] = channel
        sockets[socket] = Socket(channelID: id, heartbeat: nextHeartbeat(now))
        return previous
    }

    /// Takes a socket of the tutorials.
    mutating func connectTutorial(_ socket: Int, at now: Date) {
        sockets[socket] = Socket(channelID: nil, heartbeat: nextHeartbeat(now))
    }

    /// The other side has gone.
    mutating func disconnect(_ socket: Int) {
        guard let gone = sockets.removeValue(forKey: socket) else { return }
        if let id = gone.channelID, channels[id]?.socket == socket { channels[id]?.socket = nil }
    }

    /// Reads what a client sends; what makes no sense is passed over, as the platform does.
    mutating func receive(_ text: String, on socket: Int, at now: Date) -> [Action] {
        guard let known = sockets[socket], let json = try? JSON(parsing: Array(text.utf8)) else { return [] }
        guard let id = known.channelID else {
            guard json["type"] == "subscribe" else { return [] }
            let types = json["eventTypes"]?.array?.prefix(100).compactMap(\.string) ?? []
            sockets[socket]?.eventTypes.formUnion(types)
            return [send(Self.text(["type": "subscribed", "eventTypes": .array(types.map { .string($0) })]), on: socket)]
        }
        switch json["message"]?.string {
        case "ping": return [send(Self.metadata("pong"), on: socket)]
        case "subscribe": return [send(subscribe(json, channel: id, at: now), on: socket)]
        default: return []
        }
    }

    /// Sends the heartbeats that are due, and ends the channels whose time is over.
    mutating func tick(at now: Date) -> [Action] {
        var actions: [Action] = []
        for (socket, state) in sockets.sorted(by: { $0.key < $1.key }) where state.heartbeat <= now {
            let next = nextHeartbeat(now)
            sockets[socket]?.heartbeat = next
            if state.channelID != nil { actions.append(send(Self.metadata("WebSocket Heartbeat"), on: socket)) }
        }
        for channel in channels.values where channel.expires <= now {
            channels[channel.id] = nil
            actions += channel.socket.map { drop($0, code: 1001) } ?? []
        }
        return actions
    }

    /// Warns every socket, as before the platform's maintenance.
    func warn() -> [Action] {
        sockets.filter { $0.value.channelID != nil }.keys.sorted().map {
            send(
                Self.frame(
                    "v2.system.socket_closing", ["message": "The socket will be closed; connect to the same address again."]),
                on: $0)
        }
    }

    /// Drops every socket.
    mutating func dropAll(code: Int) -> [Action] { sockets.keys.sorted().flatMap { drop($0, code: code) } }

    // MARK: Events

    /// Whether anybody listens.
    func hasListeners(_ topic: String) -> Bool { channels.values.contains { $0.socket != nil && $0.topics.contains(topic) } }

    /// An event for all who listen to its topic.
    func publish(_ topic: String, _ body: JSON, correlationID: String) -> [Action] {
        let listeners = channels.values.filter { $0.topics.contains(topic) }.compactMap(\.socket).sorted()
        guard !listeners.isEmpty else { return [] }
        let text = Self.frame(topic, body, correlationID: correlationID)
        return listeners.map { send(text, on: $0) }
    }

    /// An event of the tutorials', for all who listen to its type.
    func publish(eventType: String, _ body: JSON) -> [Action] {
        let text = Self.text(body)
        return sockets.filter { $0.value.eventTypes.contains(eventType) }.keys.sorted().map { send(text, on: $0) }
    }

    // MARK: Inside

    private mutating func subscribe(_ json: JSON, channel id: String, at now: Date) -> String {
        let topics = json["topics"]?.array?.compactMap(\.string) ?? []
        var answer: [String: JSON] = ["result": "400", "status": "failed"]
        if let channel = channels[id], topics.allSatisfy(TopicCatalogue.contains),
            (try? subscribe(topics, replacing: false, channel: id, of: channel.clientID, at: now)) != nil
        {
            answer = ["result": "200", "status": "subscribed"]
        }
        answer["correlationId"] = json["correlationId"]
        return Self.text(.object(answer))
    }

    private mutating func end(_ channel: NotificationChannel, as type: String, because reason: String) -> [Action] {
        channels[channel.id] = nil
        guard let socket = channel.socket else { return [] }
        let body: JSON = [
            "channelId": .string(channel.id), "systemTopicType": .string(type), "reason": .string(reason),
            "oauthClientId": .string(channel.clientID), "message": .string("The channel has ended."),
        ]
        return [send(Self.frame("v2.system.\(type).\(channel.clientID)", body), on: socket)] + drop(socket, code: 1000)
    }

    private mutating func drop(_ socket: Int, code: Int) -> [Action] {
        disconnect(socket)
        return [.close(socket: socket, code: code)]
    }

    private mutating func use() -> Int {
        uses += 1
        return uses
    }

    private func send(_ text: String, on socket: Int) -> Action { .send(socket: socket, text: text) }

    private func expiry(_ now: Date) -> Date { now + limits.channelLifetime / .seconds(1) }

    private func nextHeartbeat(_ now: Date) -> Date { now + limits.heartbeatInterval / .seconds(1) }

    private static func metadata(_ message: String) -> String {
        text(["topicName": "channel.metadata", "eventBody": ["message": .string(message)]])
    }

    private static func frame(_ topic: String, _ body: JSON, correlationID: String? = nil) -> String {
        text(
            .object(present: [
                "topicName": .string(topic), "version": "2", "eventBody": body,
                "metadata": correlationID.map { ["CorrelationId": .string($0)] },
            ]))
    }

    private static func text(_ json: JSON) -> String {
        // Our own values can always be written.
        json.text
    }
}
