import Attachments
import Foundation
import HTTPClient
import ObjectStore
import Observability
import S3

/// Uploads the same bytes to one S3 service through the store and through boto3 (Debian's python3-boto3, its defaults), in turn.
struct S3Benchmark {
    private static let megabytes = 256
    private static let rounds = 3

    /// Starts a Ceph of its own, measures, prints a table, and ends it.
    static func run() async throws {
        let folder = "/tmp/lz-bench-ceph"
        let (ceph, input) = (Process(), Pipe())
        ceph.executableURL = URL(fileURLWithPath: "scripts/ceph-rgw")
        ceph.arguments = ["serve", folder]
        ceph.standardInput = input
        try ceph.run()
        defer {
            // It ends with its input.
            try? input.fileHandleForWriting.close()
            ceph.waitUntilExit()
        }
        for _ in 0..<900 where !FileManager.default.fileExists(atPath: folder + "/endpoint") {
            try await Task.sleep(for: .milliseconds(100))
        }
        let address = try String(contentsOfFile: folder + "/endpoint", encoding: .utf8).trimmingCharacters(in: .newlines)
        let bytes = [UInt8](repeating: 0, count: megabytes << 20).enumerated().map {
            UInt8(truncatingIfNeeded: $0.offset &* 31 >> 3)
        }
        let file = folder + "/bytes"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        let store = try await store(address, scratch: folder + "/scratch")
        var (ours, theirs) = ([Double](), [Double]())
        for round in 0..<rounds {
            ours.append(try await upload(bytes, to: store, number: UInt64(round + 1)))
            theirs.append(try boto3(file, address))
        }
        let (own, other) = (Double(megabytes) / (ours.min() ?? 1), Double(megabytes) / (theirs.min() ?? 1))
        print("| upload of \(megabytes) MiB, best of \(rounds) | lazaret's store | boto3 | ratio |\n|---|---|---|---|")
        print("| MiB/s | \(Int(own)) | \(Int(other)) | \(Int(own / other * 100)) % |")
    }

    private static func store(_ address: String, scratch: String) async throws -> S3ObjectStore {
        guard let url = URL(string: address), let endpoint = S3Endpoint(url, style: .path) else {
            throw Unexpected("Ceph's address is \(address)")
        }
        let signer = RequestSigner(
            credentials: Credentials(accessKey: "AKLAZARET", secretKey: Secret("SKLAZARET")), region: "us-east-1")
        let client = S3Client(endpoint: endpoint, signer: signer, http: HTTPClient(), now: { Date() }, chance: { 0.5 })
        for bucket in ["quarantine", "safe"] { try await client.createBucket(bucket) }
        return try S3ObjectStore(
            .init(quarantineBucket: "quarantine", safeBucket: "safe", scratchFolder: scratch), client: client, now: { Date() })
    }

    /// Writes in pieces as the server hands them over, on a thread that may block.
    private static func upload(_ bytes: [UInt8], to store: S3ObjectStore, number: UInt64) async throws -> Double {
        let start = ContinuousClock.now
        let writer = try store.create(AttachmentID(milliseconds: number, chance: 0))
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                continuation.resume(
                    with: Result {
                        let span = unsafe bytes.span.bytes
                        for place in stride(from: 0, to: bytes.count, by: 64 << 10) {
                            try writer.write(span.extracting(place..<min(place + (64 << 10), bytes.count)))
                        }
                    })
            }
            thread.start()
        }
        _ = try await writer.publish()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private static func boto3(_ file: String, _ address: String) throws -> Double {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script, file, address]
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let seconds = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Unexpected("boto3 said \(text); is python3-boto3 installed?")
        }
        return seconds
    }

    private static let script = """
        from sys import argv
        from time import monotonic
        from boto3 import client
        from botocore.config import Config
        s3 = client("s3", endpoint_url=argv[2], region_name="us-east-1", aws_access_key_id="AKLAZARET",
                    aws_secret_access_key="SKLAZARET", config=Config(s3={"addressing_style": "path"}))
        start = monotonic()
        s3.upload_file(argv[1], "quarantine", "boto3")
        print(monotonic() - start)
        """
}
