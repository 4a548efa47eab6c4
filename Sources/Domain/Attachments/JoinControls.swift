/// Characters that cannot be seen and change how their neighbours look: zero-width joiners and variation selectors.
///
/// Persian and the scripts of India are misspelt without them, and pictures of families fall apart. Anywhere else they make two names that look
/// the same (UAX 31 section 2.3).
enum JoinControls {
    /// ZERO WIDTH NON-JOINER and ZERO WIDTH JOINER.
    private static let joiners: Set<Unicode.Scalar> = [nonJoiner, joiner]

    private static let nonJoiner: Unicode.Scalar = "\u{200C}"
    private static let joiner: Unicode.Scalar = "\u{200D}"

    /// Whether it is one of them.
    static func contains(_ scalar: Unicode.Scalar) -> Bool { joiners.contains(scalar) || scalar.properties.isVariationSelector }

    /// The text with those alone that its letters need.
    static func keptWhereNeeded(in text: String.UnicodeScalarView) -> String.UnicodeScalarView {
        var kept = String.UnicodeScalarView()
        var before = Before()
        for index in text.indices {
            let scalar = text[index]
            let after = text[text.index(after: index)...]
            let stays =
                joiners.contains(scalar)
                ? joins(before, after, by: scalar)
                : !scalar.properties.isVariationSelector || before.last.map(hasVariants) ?? false
            guard stays else { continue }
            kept.append(scalar)
            before.append(scalar)
        }
        return kept
    }

    /// What stands before a joiner; the order of marks, which normal forms change, means nothing.
    private struct Before {
        var last: Unicode.Scalar?
        /// The last that is no mark.
        var base: Unicode.Scalar?
        /// Whether a virama is on it.
        var hasVirama = false

        mutating func append(_ scalar: Unicode.Scalar) {
            last = scalar
            if isMark(scalar) {
                hasVirama = hasVirama || scalar.properties.canonicalCombiningClass == .virama
            } else {
                (base, hasVirama) = (scalar, false)
            }
        }
    }

    /// Rules A1, A2 and B of the standard, and pictures that are made of several (UTS 51).
    private static func joins(_ before: Before, _ after: Substring.UnicodeScalarView, by scalar: Unicode.Scalar) -> Bool {
        guard let last = before.last, after.first.map(contains) != true else { return false }
        if before.hasVirama { return scalar == joiner || after.first.map(isLetter) == true }
        guard let next = after.first, let base = before.base else { return false }
        if scalar == joiner, isPicture(last) || last.properties.isVariationSelector, isPicture(next) { return true }
        guard isCursive(base), !joinsOnlyBefore(base) else { return false }
        return after.first { !isMark($0) }.map(isCursive) ?? false
    }

    /// Pictures, ideographs, and the letters of Mongolian, Phags-pa and Myanmar.
    private static func hasVariants(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1000...0x109F, 0x1820...0x18AA, 0xA840...0xA877: isLetter(scalar)
        default: isPicture(scalar) || scalar.properties.isIdeographic
        }
    }

    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool { !scalar.isASCII && scalar.properties.isEmoji }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic && !isMark(scalar) }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
    }

    /// A letter of a script whose letters join: Arabic, Syriac, N'Ko, Mandaic, Mongolian, Adlam.
    private static func isCursive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0620...0x06FF, 0x0710...0x077F, 0x07CA...0x07EA, 0x0840...0x0858, 0x0860...0x08C9, 0x1820...0x18AA,
            0x1E900...0x1E943:
            isLetter(scalar)
        default: false
        }
    }

    /// Letters of Arabic that never join the one behind them (Joining_Type R and U in Unicode's ArabicShaping.txt).
    private static func joinsOnlyBefore(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0621...0x0625, 0x0627, 0x0629, 0x062F...0x0632, 0x0648, 0x0671...0x0677, 0x0688...0x0699, 0x06C0, 0x06C3...0x06CB,
            0x06CD, 0x06CF, 0x06D2...0x06D5, 0x06EE...0x06EF:
            true
        default: false
        }
    }
}
