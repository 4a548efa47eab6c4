/// An element of an XML document: what S3's answers need of one. Attributes, comments and namespaces are passed over.
public struct XMLElement: Sendable, Hashable {
    /// Without a prefix.
    public let name: String
    /// The character data directly in it.
    public internal(set) var text = ""
    /// The elements directly in it, in order.
    public internal(set) var children: [XMLElement] = []

    /// Makes an element.
    public init(name: String, text: String = "", children: [XMLElement] = []) {
        (self.name, self.text, self.children) = (name, text, children)
    }

    /// The text of the first child of that name.
    public subscript(name: String) -> String? { children.first { $0.name == name }?.text }

    /// The children of that name, in order.
    public func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}
