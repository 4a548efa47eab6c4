/// What in a file runs by itself when it is opened.
public enum ActiveContent: String, Sendable, Hashable, Codable, CaseIterable {
    /// An office macro.
    case macro
    /// Any other script or action, such as JavaScript in a PDF.
    case script
}
