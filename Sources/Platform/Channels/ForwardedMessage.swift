import Attachments
import Foundation
import JSON
import Pipeline

/// The platform's message as a channel gets it: as it came, but with links of ours to the files that passed, and without the others, which
/// are named apart. Pure.
struct ForwardedMessage {
    private let message: ConversationMessage
    private let files: [ForwardedFile]

    init(_ message: ConversationMessage, files: [ForwardedFile]) {
        self.message = message
        self.files = files
    }

    /// The JSON text, members in their order, so that each attempt sends the same bytes but for the links.
    ///
    /// - Throws: when the message that was kept is no JSON object.
    var json: [UInt8] {
        get throws {
            let payload = message.payload ?? ""
            // Of a member that is there twice the same one counts as when its files were looked at.
            var root = try JSON(parsing: Array(payload.utf8), duplicates: .lastCounts)
            guard case .object = root else { throw CocoaError(.fileReadCorruptFile) }
            if !payload.contains(FilePlace.prefix) { root = Self.placed(root) }
            var filling = Filling(files: files)
            root = filling.filled(root) ?? [:]
            let refused = files.filter { $0.link == nil }.map(Self.refusal) + filling.unseen
            if !refused.isEmpty { root["refused"] = .array(refused) }
            return root.bytes
        }
    }

    private static func refusal(_ file: ForwardedFile) -> JSON {
        [
            "attachment": .string(file.attachment.id.description), "filename": .string(file.attachment.file.shownName),
            "state": .string(file.attachment.state.rawValue), "outcome": .string(file.attachment.verdict.outcome.rawValue),
        ]
    }

    /// A message that an earlier version has kept: its files are those of its content, in order, and have no places yet. What else calls
    /// itself a file was not looked at, and does not pass; nor does what is no list.
    private static func placed(_ root: JSON) -> JSON {
        guard let content = root["content"] else { return root }
        var index = 0
        var placed = root
        placed["content"] = .array(
            (content.array ?? []).compactMap { element in
                guard var attachment = element["attachment"] else { return element }
                guard case .object = attachment, ["attachment", "", nil].contains(element["contentType"].string?.lowercased())
                else { return nil }
                attachment["url"] = .string(FilePlace(index).text)
                index += 1
                var element = element
                element["attachment"] = attachment
                return element
            })
        return placed
    }
}

/// Puts links in the places of files, and takes out what hangs on a file that did not pass.
private struct Filling {
    let files: [ForwardedFile]
    /// Files beyond those that were looked at.
    var unseen: [JSON] = []

    /// What is nothing without them.
    private static let bearing: Set = ["attachment", "media"]

    init(files: [ForwardedFile]) { self.files = files }

    /// What is left of a value; `nil` when nothing is.
    mutating func filled(_ value: JSON, under name: String = "") -> JSON? {
        switch value {
        case .object(let members): filledObject(value, members, under: name)
        case .array(let list): .array(list.compactMap { filled($0, under: name) })
        case .string(let text) where text.hasPrefix(FilePlace.prefix): file(at: text)?.link.map { .string($0.absoluteString) }
        default: value
        }
    }

    /// An element of content is nothing without the member that it is about, whichever that is.
    private mutating func filledObject(_ object: JSON, _ members: [JSON.Member], under name: String) -> JSON? {
        var result = object
        var file: ForwardedFile?
        if let address = object["url"].string, address.hasPrefix(FilePlace.prefix) {
            guard let found = self.file(at: address), found.link != nil else { return nil }
            file = found
        }
        for member in members where !(file != nil && member.name == "url") {
            let filled = filled(member.value, under: member.name)
            if filled == nil, Self.bearing.contains(member.name) || object["contentType"] != nil { return nil }
            result[member.name] = filled
        }
        if let file { describe(file, in: &result, under: name) }
        return result
    }

    /// What was found, in place of what was said.
    private func describe(_ file: ForwardedFile, in object: inout JSON, under name: String) {
        object["url"] = file.link.map { .string($0.absoluteString) }
        guard FilePlace.members.contains(name) else { return }
        let facts = file.attachment.file
        object["mime"] = facts.detectedType.map { .string($0) }
        object["contentSizeBytes"] = .integer(facts.size)
        object["sha256"] = .string(facts.sha256)
        // The platform's model of a thumbnail has no name.
        if name != "thumbnail" { object["filename"] = .string(facts.name) }
    }

    private mutating func file(at place: String) -> ForwardedFile? {
        guard let index = FilePlace(place)?.index, files.indices.contains(index) else {
            unseen.append(["state": "rejected", "outcome": "limit"])
            return nil
        }
        return files[index]
    }
}
