/// An element of an XML document: what S3's answers need of one. Attributes, comments and namespaces are passed over.
struct XMLElement: Sendable, Hashable {
    /// Without a prefix.
    let name: String
    /// The character data directly in it.
    var text = ""
    var children: [XMLElement] = []

    /// The text of the first child of that name.
    subscript(name: String) -> String? { children.first { $0.name == name }?.text }

    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}
