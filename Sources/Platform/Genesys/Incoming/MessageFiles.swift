import JSON
import Pipeline

/// Every file that a message to the customer names, wherever it hangs, and the message without their addresses.
///
/// A file is whatever stands in a member `attachment`, `media` or `thumbnail`, in content, templates and related messages alike
/// (`ConversationNormalizedMessage` of the platform's SDK), and any address of the platform's own hosts, such as a card's picture. Pictures
/// elsewhere stay as they are.
public struct MessageFiles: Sendable {
    /// In the order in which they are numbered.
    public let files: [MessageAttachment]
    /// The message as JSON, each file's address replaced by its ``Pipeline/FilePlace``. A file beyond the last of `files` is not looked at.
    public let message: String
    /// What the message has besides words and files, such as `Card`; `nil` when there is nothing.
    public let otherContent: String?

    /// Looks through a message.
    ///
    /// - Throws: `GenesysError` with `unreadableEvent` when it is no JSON object, or one that is too long or too deep.
    public init(_ body: [UInt8], _ addresses: PlatformAddresses) throws {
        let json = try IncomingJSON(body)
        var search = Search(addresses)
        let found = search.searched(json.value ?? [:], under: "")
        files = search.files
        message = String(decoding: search.count == 0 ? body : found.bytes, as: UTF8.self)
        let types = json["content"].items.compactMap { $0["contentType"].text }.filter { $0.lowercased() != "attachment" }
        otherContent = types.isEmpty ? nil : types.joined(separator: ", ")
    }

    private struct Search {
        /// What people read: an address in it is words.
        private static let words: Set = ["text", "body", "title", "subtitle", "description", "payload"]

        private let addresses: PlatformAddresses
        var files: [MessageAttachment] = []
        var count = 0

        init(_ addresses: PlatformAddresses) { self.addresses = addresses }

        /// A value with places for addresses.
        mutating func searched(_ value: JSON, under name: String) -> JSON {
            switch value {
            case .object: searchedObject(value, under: name)
            case .array(let list): .array(list.map { searched($0, under: name) })
            case .string(let text) where FilePlace.members.contains(name): .string(place(MessageAttachment(url: text)))
            case .string(let text) where !Self.words.contains(name) && addresses.contains(text):
                .string(place(MessageAttachment(url: text)))
            default: value
            }
        }

        /// Members in order of their names, so that the same message gives the same.
        private mutating func searchedObject(_ object: JSON, under name: String) -> JSON {
            var result = object
            // An attachment without an address is one all the same; other members may be something else.
            let holdsFile = FilePlace.members.contains(name) && (name == "attachment" || object["url"] != nil)
            if holdsFile { result["url"] = .string(place(MessageAttachment(file: IncomingJSON(value: object)))) }
            for (name, member) in (object.members ?? [:]).sorted(by: { $0.key < $1.key }) where !(holdsFile && name == "url") {
                result[name] = searched(member, under: name)
            }
            return result
        }

        private mutating func place(_ file: MessageAttachment) -> String {
            if files.count < FetchedMessage.maximumAttachments { files.append(file) }
            count += 1
            return FilePlace(count - 1).text
        }
    }
}
