/// Header fields in the order they came, looked up without regard to case (RFC 9110, section 5).
public struct HTTPFields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One field line: the name as written, the value without surrounding blanks.
    public struct Field: Sendable, Hashable {
        /// The name, in the case in which it was written.
        public let name: String
        /// The value, without surrounding blanks.
        public let value: String

        /// Whether the line can be sent: the name is a token, and the value has no control character but the tab.
        ///
        /// A CR or LF in a value would begin a line of its own, which is how responses are split (RFC 9110, section 5.5).
        public var isValid: Bool {
            Self.isToken(name) && value.utf8.allSatisfy(FieldScanner.isTextByte)
        }

        /// Whether a text is a token: what methods and field names are made of (RFC 9110, section 5.6.2).
        public static func isToken(_ text: String) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy(FieldScanner.isTokenByte)
        }
    }

    /// All lines, in order.
    public private(set) var all: [Field] = []

    /// Makes an empty set.
    public init() {}

    /// Makes a set of lines in the order in which they stand in the literal; names may come again.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }

    /// The first value of a field, or `nil` when it is absent; setting replaces all its lines.
    public subscript(name: String) -> String? {
        get { all.first { Self.areEqual($0.name, name) }?.value }
        set {
            all.removeAll { Self.areEqual($0.name, name) }
            if let newValue { append(name, newValue) }
        }
    }

    /// All values of a field, in order.
    public func values(of name: String) -> [String] {
        all.filter { Self.areEqual($0.name, name) }.map(\.value)
    }

    /// Adds a line and keeps those of the same name.
    public mutating func append(_ name: String, _ value: String) {
        all.append(Field(name: name, value: value))
    }

    /// Names are ASCII: only its letters have a case here, so that no Unicode rule makes two names one.
    private static func areEqual(_ a: String, _ b: String) -> Bool {
        a.utf8.elementsEqual(b.utf8) { FieldScanner.lowercased($0) == FieldScanner.lowercased($1) }
    }
}
