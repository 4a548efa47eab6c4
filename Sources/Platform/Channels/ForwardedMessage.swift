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
            // Of a member that is there twice the same one counts as when its files were looked at.
            var root = try JSON(parsing: Array((message.payload ?? "").utf8), duplicates: .lastCounts)
            guard case .object = root else { throw CocoaError(.fileReadCorruptFile) }
            // What is no list was not read as one, and names nothing that was looked at.
            if let content = root["content"] { root["content"] = .array(passed(content.array ?? [])) }
            let refused = files.filter { $0.link == nil }.map(Self.refusal)
            if !refused.isEmpty { root["refused"] = .array(refused) }
            return root.bytes
        }
    }

    /// Files stand in the same order in the message and in the ledger.
    private func passed(_ content: [JSON]) -> [JSON] {
        var files = files[...]
        return content.compactMap { element in
            guard let given = element["attachment"] else { return element }
            // Whatever else calls itself a file was not looked at, and does not pass.
            guard case .object = given, ["attachment", "", nil].contains(element["contentType"].string?.lowercased()) else {
                return nil
            }
            guard let file = files.popFirst(), let link = file.link else { return nil }
            var attachment = given
            attachment["url"] = .string(link.absoluteString)
            attachment["filename"] = .string(file.attachment.file.name)
            attachment["mime"] = file.attachment.file.detectedType.map { .string($0) }
            attachment["contentSizeBytes"] = .integer(file.attachment.file.size)
            attachment["sha256"] = .string(file.attachment.file.sha256)
            var element = element
            element["attachment"] = attachment
            return element
        }
    }

    private static func refusal(_ file: ForwardedFile) -> JSON {
        [
            "attachment": .string(file.attachment.id.description), "filename": .string(file.attachment.file.name),
            "state": .string(file.attachment.state.rawValue), "outcome": .string(file.attachment.verdict.outcome.rawValue),
        ]
    }
}
