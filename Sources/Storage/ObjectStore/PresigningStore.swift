public import Attachments
public import Foundation

/// A store that makes links to its released objects, by which clients fetch them from the store itself.
public protocol PresigningStore: ObjectStore {
    /// Makes a link; nothing is looked up, and nothing sent.
    ///
    /// - Parameters:
    ///   - name: what the file is to be called by whoever fetches it.
    ///   - mediaType: what its bytes are.
    ///   - lifetime: from now; a store may have a limit of its own, of days.
    func link(to id: AttachmentID, name: String, mediaType: String, lifetime: Duration) throws -> URL
}
