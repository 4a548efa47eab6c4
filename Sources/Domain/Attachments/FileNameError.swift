/// A name that cannot be made harmless.
public struct FileNameError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with the name.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// Nothing is left of it once it is cleaned. A caller may give the file a name of its own.
        case empty
        /// It has a NUL in it, which cuts a name short for some readers and not for others: an attack, to be refused.
        case containsNUL
    }

    /// What is wrong with the name.
    public let code: Code

    /// What failed and what to do; nothing of the name itself.
    public var description: String {
        switch code {
        case .empty: "The file has no name. Send one, such as \"photo.jpg\"."
        case .containsNUL: "The file's name has a NUL character in it. Rename the file and send it again."
        }
    }
}
