import HTTPSemantics
import JSON

/// Makes a message and its files of the tokens of JSON.
struct JSONFormReader: Sendable {
    private enum Place {
        case start
        case message
        case list
        case file
        case end
    }

    private(set) var message = JSONMessage()
    private let limits: JSONFormLimits
    private var place = Place.start
    /// The member whose value comes next; `nil` for one that nobody knows.
    private var member: JSONFormMember?
    /// The member of the message itself whose value comes next, or in whose value we are, known or not.
    private var messageMember: String?
    /// Containers that are open inside of what nobody knows.
    private var skipped = 0
    /// The string at hand, unless it is a file's data.
    private var text: [UInt8] = []
    /// Bytes of all such strings.
    private var textBytes = 0
    private var given: Set<JSONFormMember> = []
    private var hasList = false
    private var file = FileDraft()
    /// Bytes of the file's data that are decoded and not passed on yet.
    private var decoded: [UInt8] = []

    private static let decodedBytes = 16_384

    init(limits: JSONFormLimits) { self.limits = limits }

    mutating func take(_ token: borrowing JSONTokenizer.Token, _ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        switch token {
        case .objectBegan: try beginObject()
        case .objectEnded: try endObject(handle)
        case .arrayBegan: try beginArray()
        case .arrayEnded: if skipped > 0 { skipped -= 1 } else { place = .message }
        case .name(let name): try begin(name)
        case .text(let bytes): try take(bytes, handle)
        case .textEnded: try endText(handle)
        case .null: guard place != .start, place != .list || skipped > 0 else { throw wrongType }
        case .bool, .number: guard isUnknown else { throw wrongType }
        }
    }

    /// Passes on what is decoded so far.
    mutating func flush(_ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        guard !decoded.isEmpty else { return }
        try unsafe handle(.fileData(decoded.span.bytes))
        decoded.removeAll(keepingCapacity: true)
    }

    /// Whether a value stands where it means nothing.
    private var isUnknown: Bool { skipped > 0 || (place == .message || place == .file) && member == nil }

    private var wrongType: JSONFormError {
        switch place {
        case .start: JSONFormError(.notAnObject)
        case .list: JSONFormError(.wrongType, member: JSONFormMember.attachments.rawValue)
        case .message, .file, .end: JSONFormError(.wrongType, member: member?.rawValue)
        }
    }
}

// MARK: - Objects and lists

extension JSONFormReader {
    private mutating func beginObject() throws(JSONFormError) {
        if isUnknown {
            skipped += 1
        } else if place == .start {
            place = .message
        } else if place == .list {
            place = .file
            file = FileDraft()
        } else {
            throw wrongType
        }
    }

    private mutating func beginArray() throws(JSONFormError) {
        if isUnknown {
            skipped += 1
        } else if place == .message, member == .attachments {
            guard !file.isBegun else { throw JSONFormError(.fileAndList) }
            hasList = true
            place = .list
        } else {
            throw wrongType
        }
    }

    private mutating func endObject(_ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        if skipped > 0 {
            skipped -= 1
        } else if place == .file {
            try end(handle)
            place = .list
        } else {
            if file.isBegun { try end(handle) }
            place = .end
        }
    }

    private mutating func end(_ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        let description = try file.description()
        if let url = file.url { try handle(.remoteFile(url: url, description)) } else { try handle(.fileEnded(description)) }
        file = FileDraft()
    }

    private mutating func begin(_ name: String) throws(JSONFormError) {
        noticePlatformMember(name)
        guard skipped == 0 else { return }
        member = JSONFormMember(name)
        guard let member else { return }
        if place == .file, !member.isOfFile {
            self.member = nil
        } else if member.isOfFile {
            if place == .message, hasList { throw JSONFormError(.fileAndList) }
            file.isBegun = true
        } else if !given.insert(member).inserted {
            throw JSONFormError(.duplicateMember, member: member.rawValue)
        }
    }
}

// MARK: - Messages of the platform

extension JSONFormReader {
    private mutating func noticePlatformMember(_ name: String) {
        guard place == .message else { return }
        if skipped == 0 {
            messageMember = name
            if name == "originatingEntity" { message.isPlatformMessage = true }
        } else if skipped == 1, messageMember == "channel", name == "to" || name == "from" {
            message.isPlatformMessage = true
        }
    }

    private mutating func noticeDirection(_ text: String) {
        guard place == .message, skipped == 0, messageMember == "direction", text.lowercased() == "outbound" else { return }
        message.isPlatformMessage = true
    }
}

// MARK: - Strings

extension JSONFormReader {
    private var isData: Bool { skipped == 0 && member == .data && (place == .message || place == .file) }

    private mutating func take(_ bytes: RawSpan, _ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        guard isUnknown || place == .message || place == .file, isUnknown || member != .attachments else { throw wrongType }
        if isData { return try takeData(bytes, handle) }
        textBytes += bytes.byteCount
        guard textBytes <= limits.overheadBytes else { throw JSONFormError(.tooLong, limit: limits.overheadBytes) }
        guard text.count + bytes.byteCount <= limits.stringBytes else {
            throw JSONFormError(.stringTooLong, member: member?.rawValue, limit: limits.stringBytes)
        }
        unsafe bytes.withUnsafeBytes { unsafe text.append(contentsOf: $0) }
    }

    private mutating func endText(_ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        guard isUnknown || place == .message || place == .file, isUnknown || member != .attachments else { throw wrongType }
        if isData { return try endData(handle) }
        defer { text.removeAll(keepingCapacity: true) }
        guard let text = String(validating: text, as: UTF8.self) else { throw JSONFormError(.notUTF8, member: member?.rawValue) }
        noticeDirection(text)
        guard !isUnknown, let member else { return }
        switch member {
        case .text: message.text = text
        case .contactID: message.contactID = text
        case .conversationID: message.conversationID = text
        case .messageID: message.messageID = text
        case .filename: file.name = text
        case .contentType: file.claimedType = text
        case .url: file.url = text
        case .data, .attachments: break
        }
    }

    private mutating func beginData(_ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        guard file.data == nil else { return }
        guard file.url == nil else { throw JSONFormError(.dataAndURL) }
        file.data = FileData()
        try handle(.fileBegan)
    }

    /// A bounded piece at a time, so that a chunk of any size takes no more memory than that.
    private mutating func takeData(_ bytes: RawSpan, _ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        try beginData(handle)
        var position = 0
        while position < bytes.byteCount {
            let end = min(position + Self.decodedBytes, bytes.byteCount)
            try file.data?.take(bytes.extracting(position..<end), into: &decoded)
            position = end
            if decoded.count >= Self.decodedBytes / 2 { try flush(handle) }
        }
    }

    private mutating func endData(_ handle: (borrowing JSONFormParser.Event) throws -> Void) throws {
        try beginData(handle)
        try file.data?.finish(into: &decoded)
        try flush(handle)
    }
}

/// A file as far as it is known.
private struct FileDraft: Sendable {
    /// Whether anything was said of it.
    var isBegun = false
    var name: String?
    var claimedType: String?
    var url: String?
    var data: FileData?

    func description() throws(JSONFormError) -> FileDescription {
        guard data == nil || url == nil else { throw JSONFormError(.dataAndURL) }
        guard data != nil || url != nil else { throw JSONFormError(.noData) }
        guard let type = data?.type else { return FileDescription(name: name, claimedType: claimedType) }
        guard claimedType == nil || claimedType.flatMap({ MediaType($0) })?.essence == type.essence else {
            throw JSONFormError(.typesDisagree)
        }
        return FileDescription(name: name, claimedType: claimedType ?? type.description)
    }
}
