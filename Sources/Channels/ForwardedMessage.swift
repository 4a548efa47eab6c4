import Attachments
import Foundation
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

    /// The JSON text, keys in order of their names, so that each attempt sends the same bytes but for the links.
    ///
    /// - Throws: when the message that was kept is no JSON object.
    var json: [UInt8] {
        get throws {
            let payload = message.payload ?? ""
            guard var root = try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any] else {
                throw CocoaError(.fileReadCorruptFile)
            }
            if !payload.contains(FilePlace.prefix) { root = Self.placed(root) }
            var filling = Filling(files: files)
            root = filling.filled(root) as? [String: Any] ?? [:]
            let refused = files.filter { $0.link == nil }.map(Self.refusal) + filling.unseen
            if !refused.isEmpty { root["refused"] = refused }
            return Array(try JSONSerialization.data(withJSONObject: root, options: [.sortedKeys, .withoutEscapingSlashes]))
        }
    }

    private static func refusal(_ file: ForwardedFile) -> [String: Any] {
        [
            "attachment": file.attachment.id.description, "filename": file.attachment.file.name,
            "state": file.attachment.state.rawValue, "outcome": file.attachment.verdict.outcome.rawValue,
        ]
    }

    /// A message that an earlier version has kept: its files are those of its content, in order, and have no places yet. What else calls
    /// itself a file was not looked at, and does not pass.
    private static func placed(_ root: [String: Any]) -> [String: Any] {
        guard let content = root["content"] else { return root }
        var index = 0
        var placed = root
        placed["content"] = (content as? [Any] ?? []).compactMap { element -> Any? in
            guard var object = element as? [String: Any], object["attachment"] != nil else { return element }
            guard var attachment = object["attachment"] as? [String: Any],
                ["attachment", "", nil].contains((object["contentType"] as? String)?.lowercased())
            else { return nil }
            attachment["url"] = FilePlace(index).text
            object["attachment"] = attachment
            index += 1
            return object
        }
        return placed
    }
}

/// Puts links in the places of files, and takes out what hangs on a file that did not pass.
private struct Filling {
    let files: [ForwardedFile]
    /// Files beyond those that were looked at.
    var unseen: [[String: Any]] = []

    /// What is nothing without them.
    private static let bearing: Set = ["attachment", "media"]

    init(files: [ForwardedFile]) { self.files = files }

    /// What is left of a value; `nil` when nothing is.
    mutating func filled(_ value: Any, under name: String = "") -> Any? {
        switch value {
        case let object as [String: Any]: filledObject(object, under: name)
        case let list as [Any]: list.compactMap { filled($0, under: name) }
        case let text as String where text.hasPrefix(FilePlace.prefix): file(at: text)?.link?.absoluteString
        default: value
        }
    }

    /// An element of content is nothing without the member that it is about, whichever that is.
    private mutating func filledObject(_ object: [String: Any], under name: String) -> [String: Any]? {
        var result: [String: Any] = [:]
        var file: ForwardedFile?
        if let address = object["url"] as? String, address.hasPrefix(FilePlace.prefix) {
            guard let found = self.file(at: address), found.link != nil else { return nil }
            file = found
        }
        for (member, value) in object.sorted(by: { $0.key < $1.key }) where !(file != nil && member == "url") {
            if let filled = filled(value, under: member) {
                result[member] = filled
            } else if Self.bearing.contains(member) || object["contentType"] != nil {
                return nil
            }
        }
        if let file { describe(file, in: &result, under: name) }
        return result
    }

    /// What was found, in place of what was said.
    private func describe(_ file: ForwardedFile, in object: inout [String: Any], under name: String) {
        object["url"] = file.link?.absoluteString
        guard FilePlace.members.contains(name) else { return }
        let facts = file.attachment.file
        object["mime"] = facts.detectedType
        object["contentSizeBytes"] = facts.size
        object["sha256"] = facts.sha256
        // The platform's model of a thumbnail has no name.
        if name != "thumbnail" { object["filename"] = facts.name }
    }

    private mutating func file(at place: String) -> ForwardedFile? {
        guard let index = FilePlace(place)?.index, files.indices.contains(index) else {
            unseen.append(["state": "rejected", "outcome": "limit"])
            return nil
        }
        return files[index]
    }
}
