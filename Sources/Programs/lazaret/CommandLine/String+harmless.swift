extension String {
    /// Without characters that a terminal obeys: a file's name may hold any.
    var harmless: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory.isVisible ? $0 : "\u{FFFD}" }))
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isVisible: Bool { ![.control, .format, .lineSeparator, .paragraphSeparator, .surrogate].contains(self) }
}
