import Foundation
import JSON

extension Setting {
    /// Reads JSON5: comments, trailing commas, names without quotes. Keys that are there twice are problems at their place.
    init(parsing data: Data, at place: Place) throws(ConfigurationError) {
        guard var text = String(validating: data, as: UTF8.self) else {
            throw ConfigurationError(code: .malformed, "it is not UTF-8 text; save it as UTF-8")
        }
        // A byte order mark, as some editors put it there.
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        guard let value = JSON(json5: text) else {
            let line = SyntaxErrorLocator.line(in: text) { JSON(json5: $0) != nil }
            throw ConfigurationError(
                code: .malformed,
                line.map {
                    "it is not valid JSON: reading stops at line \($0); look there and at the line before for a missing comma, quote or bracket"
                }
                    ?? "it is not valid JSON; look for a missing comma, quote or bracket")
        }
        DuplicateKeys.report(in: text, at: place)
        self.init(value)
    }
}

extension JSON {
    /// Reads JSON5; of keys that are there twice Foundation's decoder says nothing.
    init?(json5 text: String) {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        guard let value = try? decoder.decode(Self.self, from: Data(text.utf8)) else { return nil }
        self = value
    }
}
