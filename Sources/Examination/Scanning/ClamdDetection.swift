import Attachments

/// What clamd's name for a finding means. Not all that is FOUND is malware: limits, passwords and macros have names too.
struct ClamdDetection: Sendable, Hashable {
    /// The name as clamd gave it, such as `Win.Test.EICAR_HDB-1`.
    let name: String

    var kind: Finding.Kind { meaning.kind }
    var reason: String { meaning.reason }

    private typealias Meaning = (prefix: String, kind: Finding.Kind, reason: String)

    private var meaning: Meaning { Self.meanings.first { name.hasPrefix($0.prefix) } ?? Self.malware }

    private static let malware: Meaning = (
        "", .infected, "A virus signature matched."
    )

    /// libclamav's heuristics by prefix; what is not listed is malware.
    ///
    /// `PUA.*` and `Heuristics.Phishing.*` count as malware as well: who switches PUA on wants such programs refused, and a phishing mail is
    /// an attack. `Heuristics.Structured.*` says that a file holds card or social security numbers: no reason to destroy a customer's
    /// file, so that an operator decides.
    private static let meanings: [Meaning] = [
        (
            "Heuristics.Limits.", .limit,
            "The file exceeds a limit of the scanner's: too large, too deep, too many parts or too slow to scan."
        ),
        ("Heuristics.Zip.OverlappingFiles", .limit, "The archive's parts overlap, as in an archive bomb."),
        ("Heuristics.Encrypted.", .encrypted, "The file, or a part of it, cannot be opened without a password."),
        ("Heuristics.OLE2.ContainsMacros", .macro, "The document holds macros."),
        ("Heuristics.Broken.", .unscannable, "The file is damaged or cut short."),
        (
            "Heuristics.Structured.", .unscannable,
            "The file seems to hold card or social security numbers; an operator must decide."
        ),
        ("Heuristics.Phishing.", .infected, "The file looks like phishing."),
        ("PUA.", .infected, "A signature of possibly unwanted applications matched."),
    ]
}
