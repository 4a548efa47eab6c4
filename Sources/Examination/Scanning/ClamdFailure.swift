import Attachments

/// What clamd says instead of an answer about the file; a closed set, in which `other` takes whatever is not known.
enum ClamdFailure: Sendable, Hashable, CaseIterable {
    case streamTooLong, exceedsLimit, exceedsTime
    case cannotUnpack, badFormat
    case noMemory, noTemporarySpace, notRegularFile, noDescriptor, readTimedOut, unknownCommand, commandUnavailable, engineMismatch
    case nameMissing, other

    /// Reads the text before ` ERROR`, or a whole answer that clamd gives without that word (libclamav's `cl_strerror`, clamd's
    /// `session.c` and `scanner.c`).
    init(text: String) {
        self = Self.texts.first { text.hasPrefix($0.text) }?.failure ?? .other
    }

    /// What is known about the file after this. `error` is the rule: it is tried again, while the others are final.
    var kind: Finding.Kind {
        switch self {
        case .streamTooLong, .exceedsLimit, .exceedsTime: .limit
        case .cannotUnpack, .badFormat: .unscannable
        case .noMemory, .noTemporarySpace, .notRegularFile, .noDescriptor, .readTimedOut, .unknownCommand, .commandUnavailable,
            .engineMismatch, .nameMissing, .other:
            .error
        }
    }

    var reason: String {
        switch self {
        case .streamTooLong: "The file is larger than clamd takes by network; raise StreamMaxLength in clamd.conf."
        case .exceedsLimit: "The file exceeds clamd's limits."
        case .exceedsTime: "clamd needed more time for the file than its MaxScanTime allows."
        case .cannotUnpack: "clamd cannot unpack the file."
        case .badFormat: "The file is damaged or not what its format says; clamd cannot read it."
        case .noMemory: "clamd has no memory left for this scan; give its machine more or scan fewer files at once."
        case .noTemporarySpace: "clamd cannot write its temporary files; free space in its TemporaryDirectory."
        case .notRegularFile: "clamd was not given a regular file."
        case .noDescriptor: "clamd did not receive the file's descriptor."
        case .readTimedOut: "clamd gave up waiting for the file; raise ReadTimeout in clamd.conf."
        case .unknownCommand: "clamd does not know the command; is that port really clamd's?"
        case .commandUnavailable: "The command is switched off in clamd.conf."
        case .engineMismatch: "clamd and its library are of different versions; restart clamd."
        case .nameMissing: "clamd found something that it cannot name, which old versions do at their limits; update clamd."
        case .other: "clamd reports an error that is not known here; see its log."
        }
    }

    private static let texts: [(text: String, failure: ClamdFailure)] = [
        ("INSTREAM size limit exceeded.", .streamTooLong), ("INSTREAM: Size limit reached", .streamTooLong),
        ("CL_EMAX", .exceedsLimit), ("Exceeded time limit", .exceedsTime),
        ("Can't unpack some data", .cannotUnpack), ("Can't parse data", .badFormat), ("Bad format or broken data", .badFormat),
        ("CL_EFORMAT", .badFormat),
        ("Can't allocate memory", .noMemory), ("Can't map file into memory", .noMemory),
        ("Error writing to temporary file", .noTemporarySpace), ("Can't create temporary", .noTemporarySpace),
        ("Can't write to file", .noTemporarySpace), ("Can't create new file", .noTemporarySpace),
        ("Not a regular file", .notRegularFile), ("No file descriptor received.", .noDescriptor),
        ("COMMAND READ TIMED OUT", .readTimedOut), ("UNKNOWN COMMAND", .unknownCommand),
        ("COMMAND UNAVAILABLE", .commandUnavailable), ("ENGINE VERSION MISMATCH", .engineMismatch),
    ]
}
