internal import Foundation

/// A channel: its topics, and the socket that listens, if there is one.
struct NotificationChannel: Sendable {
    let id: String
    let clientID: String
    /// Whose end is the channel's as well.
    let token: String
    var expires: Date
    /// Grows with each use, whatever the clock does.
    var lastUse: Int
    /// In the order of their subscription.
    var topics: [String] = []
    var socket: Int?

    /// Adds topics that are not there yet.
    mutating func add(_ new: [String]) {
        let known = Set(topics)
        topics += new.filter { !known.contains($0) }
    }
}
