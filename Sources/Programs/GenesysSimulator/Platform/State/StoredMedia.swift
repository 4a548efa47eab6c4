internal import Foundation

/// A file that the platform holds: a copy of what it fetched, or what was given to it.
struct StoredMedia: Sendable {
    let id: String
    let name: String
    let type: String
    let bytes: [UInt8]
    /// Where it was fetched from; such a copy is a cached media item.
    let origin: String?
    let created: Date
    let expires: Date
}
