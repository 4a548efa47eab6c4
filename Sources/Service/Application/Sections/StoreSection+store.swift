import Configuration
import Foundation
import HTTPClient
import ObjectStore
import Observability
import S3

extension StoreSection {
    /// The store that the section describes. Makes file system calls, and asks no service for anything.
    ///
    /// - Parameter reserve: bytes that a store in folders leaves free; `nil`: its default.
    func open(in state: StateFolder, network: HTTPClient.Configuration, reserve: Int64? = nil, metrics: MetricsRegistry) throws
        -> any ObjectStore
    {
        switch self {
        case .local:
            try reserve.map { try LocalObjectStore(path: state.path, reserve: $0, metrics: metrics) }
                ?? LocalObjectStore(path: state.path, metrics: metrics)
        case .s3(let section): try section.open(scratchFolder: state.file("scratch").path, network: network, metrics: metrics)
        }
    }

    /// Whether other processes can use the same store.
    var isShared: Bool {
        if case .s3 = self { true } else { false }
    }

    /// The store itself, where links are to lead to it.
    func presigner(_ store: any ObjectStore) -> (any PresigningStore)? {
        guard case .s3(let section) = self, section.presignedLinks else { return nil }
        return store as? any PresigningStore
    }
}

extension StoreSection.S3 {
    /// The two buckets, with a folder of this process alone for what is on its way.
    func open(scratchFolder: String, network: HTTPClient.Configuration, metrics: MetricsRegistry = MetricsRegistry()) throws
        -> S3ObjectStore
    {
        try S3ObjectStore(
            .init(quarantineBucket: quarantineBucket, safeBucket: safeBucket, scratchFolder: scratchFolder),
            client: client(network),
            metrics: metrics, now: { Date() })
    }

    fileprivate func client(_ network: HTTPClient.Configuration) throws -> S3Client {
        guard let endpoint = S3Endpoint(endpoint, style: pathStyle ? .path : .virtualHost) else {
            throw ApplicationError(
                .configuration,
                "store.endpoint: expected the address of the service alone, without a path, and with a name unless store.pathStyle is set"
            )
        }
        var http = network
        // A service may be silent for long over a copy or the last step of an upload.
        http.stallTimeout = .seconds(60)
        let signer = RequestSigner(credentials: Credentials(accessKey: accessKey, secretKey: secretKey), region: region)
        return S3Client(
            endpoint: endpoint, signer: signer, http: HTTPClient(http), now: { Date() }, chance: { Double.random(in: 0..<1) })
    }
}
