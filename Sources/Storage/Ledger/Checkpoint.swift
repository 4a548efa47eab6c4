/// Something that is done without gaps, as long as the time up to which it was done is known.
public enum Checkpoint: String, Sendable, Hashable, CaseIterable {
    /// The platform's notifications were heard, and what was missed of them was found.
    case notifications
}
