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
            guard var root = try JSONSerialization.jsonObject(with: Data((message.payload ?? "").utf8)) as? [String: Any] else {
                throw CocoaError(.fileReadCorruptFile)
            }
            // What is no list was not read as one, and names nothing that was looked at.
            if let content = root["content"] { root["content"] = passed(content as? [Any] ?? []) }
            let refused = files.filter { $0.link == nil }.map(Self.refusal)
            if !refused.isEmpty { root["refused"] = refused }
            return Array(try JSONSerialization.data(withJSONObject: root, options: [.sortedKeys, .withoutEscapingSlashes]))
        }
    }

    /// Files stand in the same order in the message and in the ledger.
    private func passed(_ content: [Any]) -> [Any] {
        var files = files[...]
        return content.compactMap { element in
            guard var object = element as? [String: Any], object["attachment"] != nil else { return element }
            // Whatever else calls itself a file was not looked at, and does not pass.
            guard var attachment = object["attachment"] as? [String: Any],
                ["attachment", "", nil].contains((object["contentType"] as? String)?.lowercased())
            else { return nil }
            guard let file = files.popFirst(), let link = file.link else { return nil }
            attachment["url"] = link.absoluteString
            attachment["filename"] = file.attachment.file.name
            attachment["mime"] = file.attachment.file.detectedType
            attachment["contentSizeBytes"] = file.attachment.file.size
            attachment["sha256"] = file.attachment.file.sha256
            object["attachment"] = attachment
            return object
        }
    }

    private static func refusal(_ file: ForwardedFile) -> [String: Any] {
        [
            "attachment": file.attachment.id.description, "filename": file.attachment.file.name,
            "state": file.attachment.state.rawValue, "outcome": file.attachment.verdict.outcome.rawValue,
        ]
    }
}
