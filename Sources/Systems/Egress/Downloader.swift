public import Foundation
public import HTTPClient
import HTTPSemantics
import Observability
import Sockets

/// Fetches files from addresses that came from outside, through the guard.
///
/// Redirects are followed here and not by the HTTP client, so that each hop is looked at; the `Authorization` goes to the first only.
public struct Downloader: Sendable {
    private enum Step<Value: Sendable>: Sendable {
        case done(Value)
        case redirect(String)
    }

    private let egressGuard: EgressGuard
    private let http: HTTPClient
    private let now: @Sendable () -> Date

    /// Sets up a downloader.
    /// - Parameter now: what a `Retry-After` with a date is measured from.
    public init(_ egressGuard: EgressGuard, http: HTTPClient, now: @escaping @Sendable () -> Date = { Date() }) {
        self.egressGuard = egressGuard
        self.http = http
        self.now = now
    }

    /// Fetches a file and hands each piece on as it arrives; the server has to wait while `sink` is at work.
    ///
    /// - Returns: what the server says of the file; only then did it come whole.
    /// - Throws: `EgressError`, `CancellationError`, or what `sink` throws; what the sink has taken is then worth nothing.
    public func download(
        _ download: Download, into sink: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> DownloadedFile {
        try await stream(download) { file, body in
            for try await piece in body { try await sink(piece) }
            return file
        }
    }

    /// As `download`, for who must know what the file is before its bytes come. What is left of the body when `read` returns is not
    /// fetched.
    public func stream<Value: Sendable>(
        _ download: Download, _ read: @Sendable (DownloadedFile, DownloadBody) async throws -> Value
    ) async throws -> Value {
        let deadline = ContinuousClock.now + download.timeout
        var url = try WebURL(download.url)
        for hop in 0...max(0, download.maximumRedirects) {
            let admission = try await admit(url, hosts: hop == 0 ? download.hosts : nil)
            let request = request(url, download, isFirst: hop == 0, deadline)
            switch try await attempt(request, admission, download, read) {
            case .done(let value): return value
            case .redirect(let location): url = try url.resolving(location)
            }
        }
        throw EgressError(.tooManyRedirects, "\(url): more than \(download.maximumRedirects) redirects.")
    }

    private func admit(_ url: WebURL, hosts: [HostPattern]?) async throws -> EgressGuard.Admission {
        do {
            return try await egressGuard.admit(url, hosts: hosts)
        } catch {
            // A lookup that was cut short says that there is no answer.
            try Task.checkCancellation()
            throw error
        }
    }

    private func request(_ url: WebURL, _ download: Download, isFirst: Bool, _ deadline: ContinuousClock.Instant)
        -> HTTPClient.Request
    {
        var fields: HTTPFields = ["Accept": "*/*", "Accept-Encoding": "identity"]
        if isFirst, let authorization = download.authorization { fields["Authorization"] = authorization.reveal() }
        return HTTPClient.Request(
            url: url.absolute, fields: fields, timeout: max(deadline - .now, .milliseconds(1)),
            maximumResponseBytes: download.maximumBytes)
    }

    /// Tries the first of the addresses that takes a connection.
    private func attempt<Value: Sendable>(
        _ request: HTTPClient.Request, _ admission: EgressGuard.Admission, _ download: Download,
        _ read: @Sendable (DownloadedFile, DownloadBody) async throws -> Value
    ) async throws -> Step<Value> {
        let candidates = admission.addresses.prefix(3)
        for (index, address) in candidates.enumerated() {
            var request = request
            request.pinnedAddress = WebURL.Host.address(address).description
            do {
                return try await exchange(request, admission.url, download, read)
            } catch let error as HTTPClientError {
                if error.code == .couldNotConnect, index < candidates.count - 1 { continue }
                throw EgressError.from(error, hasBegun: false, limit: download.maximumBytes)
            }
        }
        throw EgressError(.couldNotResolve, "\(admission.url): the host's name has no address.")
    }

    private func exchange<Value: Sendable>(
        _ request: HTTPClient.Request, _ url: WebURL, _ download: Download,
        _ read: @Sendable (DownloadedFile, DownloadBody) async throws -> Value
    ) async throws -> Step<Value> {
        try await http.stream(request) { [now] head, body in
            switch try DownloadAnswer(head, url, download, now: now()) {
            case .elsewhere(let location): return .redirect(location)
            case .file(let file): return try await .done(read(file, DownloadBody(body: body, maximumBytes: download.maximumBytes)))
            }
        }
    }
}
