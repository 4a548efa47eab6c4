/// A process's standing for a duty; given up with the last reference, or with the process.
///
/// Two may lead for some seconds when one of them is cut off from the ledger: what a leader does must do no harm when it is done twice.
public protocol Leadership: Sendable {
    /// Returns when this process leads.
    ///
    /// - Throws: `CancellationError`.
    func won() async throws
    /// Returns when this process does not lead, or cannot know that it does.
    ///
    /// - Throws: `CancellationError`.
    func lost() async throws
}
