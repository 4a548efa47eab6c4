internal import Crypto
public import Foundation
public import HTTPClient
internal import HTTPSemantics
internal import XML

/// A client of an object store that speaks S3: the dozen calls that we need.
///
/// Every call signs anew for each attempt, is tried again on 5xx, `SlowDown` and broken connections as the schedule says, and ends in a
/// limited time. All throw `S3Error`, or `CancellationError` when the task is cancelled.
public struct S3Client: Sendable {
    let endpoint: S3Endpoint
    let signer: RequestSigner
    let http: HTTPClient
    let schedule: RetrySchedule
    let now: @Sendable () -> Date
    private let chance: @Sendable () -> Double

    /// Composes a client.
    ///
    /// - Parameters:
    ///   - http: its stall timeout should be a minute: a service may think for long about a copy.
    ///   - chance: from 0 to 1, for the waits between attempts.
    public init(
        endpoint: S3Endpoint, signer: RequestSigner, http: HTTPClient, schedule: RetrySchedule = RetrySchedule(),
        now: @escaping @Sendable () -> Date, chance: @escaping @Sendable () -> Double
    ) {
        self.endpoint = endpoint
        self.signer = signer
        self.http = http
        self.schedule = schedule
        self.now = now
        self.chance = chance
    }

    /// Sends until the service has answered for good, and reads the answer.
    ///
    /// - Parameter read: makes sense of a good answer; runs once for each attempt that had one.
    func send<Value: Sendable>(
        _ request: S3Request, _ read: @Sendable (HTTPClient.Response, XMLElement) throws(S3Error) -> Value
    ) async throws -> Value {
        try await persist {
            let response = try await http.send(request.signed(by: signer, to: endpoint, at: now()))
            guard (200..<300).contains(response.status) else { throw S3Error(response, bucket: request.bucket, now: now()) }
            return try read(response, try document(in: response, answering: request))
        }
    }

    /// Does something until it is done, cannot be done or has been tried often enough.
    func persist<Value>(_ attempt: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        var attempts = 0
        while true {
            let failure: S3Error
            do {
                return try await attempt()
            } catch let error as S3Error {
                failure = error
            } catch let error as HTTPClientError {
                try Task.checkCancellation()
                failure = S3Error(error)
            }
            attempts += 1
            guard failure.isRetryable,
                let wait = schedule.wait(afterAttempts: attempts, elapsed: .now - start, chance: chance())
            else { throw failure }
            try await Task.sleep(for: wait)
        }
    }

    /// A good status may still carry an error, as the service answers long operations before they end.
    private func document(in response: HTTPClient.Response, answering request: S3Request) throws(S3Error) -> XMLElement {
        guard let name = request.answer else { return XMLElement(name: "") }
        guard let document = try? XMLReader.read(response.body) else { throw .invalidAnswer(name) }
        if document.name == "Error" {
            throw S3Error(status: response.status, error: document, fields: response.fields, bucket: request.bucket, now: now())
        }
        guard document.name == name else { throw .invalidAnswer(name) }
        return document
    }
}
