import Attachments
public import Pipeline

extension OutgoingRemoval: PlatformMessage {
    /// Deletes copies. The platform deletes nothing that it holds itself, only its copies of files at addresses outside.
    public func send(
        _ delivery: Delivery<OutgoingRemoval>, by platform: PlatformTransport
    ) async throws -> DeliveryResult {
        guard platform.isPlatform else {
            // A webhook names a message and its files; a socket event one file, which stands for the message.
            guard let media = sentLink ?? (attachment.source == .watcher ? attachment.messageID : nil), attachment.isAtThePlatform
            else {
                return .skipped(reason: "The platform has no media of this file that could be deleted.")
            }
            return try await remove([media], by: platform.client)
        }
        guard let sentLink else { return .skipped(reason: "The platform has no copy of this file that could be deleted.") }
        let copies = try await platform.client.send(CachedMediaSearch(url: sentLink))
        return copies.isEmpty
            ? .skipped(reason: "The platform has no copy of this file any more.") : try await remove(copies, by: platform.client)
    }

    private func remove(_ media: [String], by client: PlatformClient) async throws -> DeliveryResult {
        var correlation: String?
        for id in media {
            do {
                correlation = try await client.sendTraced(MediaRemoval(mediaID: id)).correlationID
            } catch let error as GenesysError where error.code == .notFound {
                continue
            }
        }
        return .delivered("Deleted the platform's copy.", correlation: correlation)
    }
}
