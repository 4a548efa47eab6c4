internal import CExpat

/// Reads a small XML document into a tree, by expat. Of hostile documents nothing is expanded or fetched: a document type is refused, and
/// with it every entity but the five of XML itself and characters by number.
public enum XMLReader {
    /// Why a document is not read.
    public enum Problem: Error {
        /// Not well-formed, or not UTF-8.
        case malformed
        /// More than 16 elements in each other.
        case tooDeep
        /// More than 50,000 elements.
        case tooManyElements
        /// Document types bring entities and addresses: S3 sends none.
        case documentType
    }

    static let maximumDepth = 16
    static let maximumElements = 50_000

    /// Reads a whole document, as UTF-8 whatever it says of itself; the caller limits its length. Blanks before it are those by which a
    /// service shows that it is still at work.
    public static func read(_ bytes: [UInt8]) throws(Problem) -> XMLElement {
        let bytes = bytes.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        guard let length = Int32(exactly: bytes.count), let parser = unsafe XML_ParserCreate("UTF-8") else { throw .malformed }
        defer { unsafe XML_ParserFree(parser) }
        let builder = unsafe XMLBuilder(parser)
        // The builder lives until the parser has returned.
        let status = withExtendedLifetime(builder) {
            unsafe bytes.withUnsafeBytes {
                unsafe XML_Parse(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), length, 1)
            }
        }
        if let problem = builder.problem { throw problem }
        guard status == XML_STATUS_OK, let root = builder.root else { throw .malformed }
        return root
    }
}

/// Takes what expat finds, on the stack of the elements that are open.
@safe private final class XMLBuilder {
    private let parser: XML_Parser
    private(set) var root: XMLElement?
    private(set) var problem: XMLReader.Problem?
    private var open: [XMLElement] = []
    private var texts: [[UInt8]] = []
    private var elements = 0

    init(_ parser: XML_Parser) {
        unsafe self.parser = unsafe parser
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        unsafe XML_SetElementHandler(
            parser, { context, name, _ in unsafe XMLBuilder.of(context)?.start(name) },
            { context, _ in unsafe XMLBuilder.of(context)?.end() })
        unsafe XML_SetCharacterDataHandler(parser) { context, text, length in
            unsafe XMLBuilder.of(context)?.take(UnsafeRawBufferPointer(start: text, count: Int(length)))
        }
        unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in unsafe XMLBuilder.of(context)?.stop(.documentType) }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> XMLBuilder? {
        unsafe context.map { unsafe Unmanaged<XMLBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    private func start(_ name: UnsafePointer<XML_Char>?) {
        guard problem == nil else { return }
        elements += 1
        guard elements <= XMLReader.maximumElements else { return stop(.tooManyElements) }
        guard open.count < XMLReader.maximumDepth else { return stop(.tooDeep) }
        let name = unsafe name.map { unsafe String(cString: $0) } ?? ""
        open.append(XMLElement(name: name.split(separator: ":").last.map(String.init) ?? name))
        texts.append([])
    }

    private func end() {
        guard problem == nil, var element = open.popLast(), let text = texts.popLast() else { return }
        element.text = String(decoding: text, as: UTF8.self)
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    private func take(_ text: UnsafeRawBufferPointer) {
        guard problem == nil, !texts.isEmpty else { return }
        unsafe texts[texts.count - 1].append(contentsOf: text)
    }

    /// The first problem stands; what expat still says behind it is not heard.
    private func stop(_ problem: XMLReader.Problem) {
        if self.problem == nil { self.problem = problem }
        _ = unsafe XML_StopParser(parser, 0)
    }
}
