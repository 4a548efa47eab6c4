import Foundation

extension OpenMessage {
    /// A message's body with other addresses for its files, for whom it is passed on to. Members that are not known here stay.
    ///
    /// Nothing leaves that was not looked at: an element that names a file in a way that is not understood is taken out, and so is what
    /// stands behind the last element that is read.
    /// - Parameters:
    ///   - body: what `WebhookEvent` has read.
    ///   - address: the new address of a file by its place in `attachments`; with `nil` the file is taken out.
    /// - Throws: `GenesysError` with `unreadableEvent` when the body is not one of a message.
    public static func body(_ body: [UInt8], replacing address: (Int) -> String?) throws(GenesysError) -> [UInt8] {
        let json = try IncomingJSON(body)
        guard OpenMessage(json) != nil, var message = json.members else { throw unreadable }
        var place = 0
        let content = json["content"].items.compactMap { element -> [String: Any]? in
            guard let members = element.members else { return nil }
            guard MessageAttachment(content: element) != nil else { return members["attachment"] == nil ? members : nil }
            defer { place += 1 }
            guard let url = address(place), var file = element["attachment"].members else { return nil }
            file["url"] = url
            return members.merging(["attachment": file]) { $1 }
        }
        if message["content"] != nil { message["content"] = content }
        guard let data = try? JSONSerialization.data(withJSONObject: message, options: [.sortedKeys, .withoutEscapingSlashes])
        else {
            throw unreadable
        }
        return Array(data)
    }

    private static let unreadable = GenesysError(.unreadableEvent, "The event is not a message that could be passed on.")
}
