internal import JSON

/// What a JSON value must look like, written as the platform's own models are: members, kinds, lengths, allowed words.
indirect enum Shape: Sendable {
    /// Text of so many UTF-16 units: the strictest way to count what the platform calls characters.
    case text(ClosedRange<Int>, TextFormat)
    /// One word of a closed list, compared exactly. `type` is what the platform calls the list in its error.
    case oneOf([String], type: String)
    case flag
    /// A number without a fraction.
    case whole(ClosedRange<Int>)
    case list(of: Shape, count: ClosedRange<Int>)
    /// Any names, each with text; nothing nested.
    case textByName
    /// Any names, each with text, a number or a flag; nothing nested.
    case scalarByName
    case object([Member])
    /// The first shape when the value has all that it requires, else the second.
    case either(Shape, Shape)
    /// What the platform hands on unread.
    case anything

    struct Member: Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool
    }

    // Where the platform documents no length, these keep what is remembered of a message small.

    /// Text that may be empty.
    static let text = Shape.text(0...2000, .any)

    /// A name or an identifier.
    static let filledText = Shape.text(1...1024, .any)

    /// Text of a format.
    static func text(_ format: TextFormat) -> Shape { .text(1...8192, format) }

    static func text(atMost length: Int) -> Shape { .text(0...length, .any) }

    /// An object of these members and no others.
    static func object(required: KeyValuePairs<String, Shape> = [:], optional: KeyValuePairs<String, Shape> = [:]) -> Shape {
        .object(
            required.map { Member(name: $0, shape: $1, isRequired: true) }
                + optional.map { Member(name: $0, shape: $1, isRequired: false) })
    }
}
