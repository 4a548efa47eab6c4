/// What went wrong while listening, for the log; the cycle goes on by itself.
enum Problem: Hashable {
    case callFailed(String)
    case topicsRejected([RejectedTopic])
    case notConnected(status: Int?)
    case closed(code: UInt16?)
    case socketClosing
    case silence
    case channelTaken
    case channelExpired
    case tokenRevoked
    case unreadableFrame

    /// What happened, and what to do where somebody can do something.
    var description: String {
        switch self {
        case .callFailed(let reason): "a call to the platform failed, and will be made again: \(reason)"
        case .topicsRejected(let topics): Self.describe(topics)
        case .notConnected(let status): "no notification socket\(status.map { ", status \($0)" } ?? ""); connecting again"
        case .closed(let code): "the notification socket ended\(code.map { " with \($0)" } ?? ""); connecting again"
        case .socketClosing: "the platform is about to close the notification socket; connecting again"
        case .silence: "the notification socket was silent for too long; connecting again"
        case .channelTaken: "another channel took over the topics; does a second watcher run with this client?"
        case .channelExpired: "the notification channel expired; making a new one"
        case .tokenRevoked: "the access token was revoked; getting a new one"
        case .unreadableFrame: "a notification was not JSON and was passed over"
        }
    }

    private static func describe(_ topics: [RejectedTopic]) -> String {
        let permissions = Set(topics.flatMap(\.missingPermissions)).sorted().joined(separator: ", ")
        let remedy = permissions.isEmpty ? "" : "; grant the OAuth client's roles: \(permissions)"
        return "the platform refused \(topics.count) topics, the first \(topics.first?.topic ?? "")\(remedy)"
    }
}
