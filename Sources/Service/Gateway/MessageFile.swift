import Attachments
import Pipeline

/// One file of a message, in its place among the others.
enum MessageFile: Sendable {
    /// It came with the message and is in quarantine.
    case received(IncomingFile)
    /// It is somewhere else, and is to be fetched.
    case remote(RemoteFile)
}

/// A file that a message names by its address.
struct RemoteFile: Sendable, Hashable {
    /// The sender's word: anything at all, to be checked before anybody is asked for it.
    let url: String
    /// What the sender calls it; else the answer or the address does.
    let name: FileName?
    /// What the sender says it is.
    let claimedType: String?
}
