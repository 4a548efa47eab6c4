import Attachments
public import Channels
import FileIO
public import Genesys
public import ObjectStore
import Threading

extension PlatformTransport {
    /// Sends what belongs to a channel through the channel's integration, and reads files from the safe store.
    public init(_ client: PlatformClient, channels: LiveChannels, store: any ObjectStore) {
        let threads = ThreadPool<Void>(name: "contact-file", threads: 1)
        self.init(client, integration: { channels[$0]?.integrationID }) { attachment in
            let file = try await store.openReleased(attachment.id, sha256: attachment.file.sha256)
            return try await threads.run {
                try file.read(upTo: Int(min(file.size, PlatformTransport.maximumContactFile)), at: 0)
            }
        }
    }
}
