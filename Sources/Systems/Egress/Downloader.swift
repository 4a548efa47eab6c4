public import Foundation
public import HTTPClient
import HTTPSemantics
import Observability
import Sockets

/// Fetches files from addresses that came from outside, through the guard.
///
/// Redirects are followed here and not by the HTTP client, so that each hop is looked at; the `Authorization` goes to the first only,
/// and the credentials of a host to nobody behind it.
public struct Downloader: Sendable {
    private enum Step<Value: Sendable>: Sendable {
        case done(Value)
        case redirect(String)
    }

    private let egressGuard: EgressGuard
    private let http: HTTPClient
    private let credentials: [HostCredentials]
    private let now: @Sendable () -> Date

    /// Sets up a downloader.
    ///
    /// - Parameters:
    ///   - credentials: the first that fits an address's host goes with its request, and with those that it is redirected to until one
    ///     leads to another scheme, host or port.
    ///   - now: what a `Retry-After` with a date is measured from.
    public init(
        _ egressGuard: EgressGuard, http: HTTPClient, credentials: [HostCredentials] = [],
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.egressGuard = egressGuard
        self.http = http
        self.credentials = credentials
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
        var proof = proof(of: download, at: url)
        for hop in 0...max(0, download.maximumRedirects) {
            let admission = try await admit(url, hosts: hop == 0 ? download.hosts : nil, isRedirect: hop > 0)
            let request = request(url, download, proof, deadline)
            switch try await attempt(request, admission, download, read) {
            case .done(let value): return value
            case .redirect(let location):
                let next = try follow(location, from: url)
                if download.authorization != nil || next.origin != url.origin { proof = nil }
                url = next
            }
        }
        throw EgressError(.tooManyRedirects, "\(url): more than \(download.maximumRedirects) redirects.").ofRedirect
    }

    /// The field that opens the file; `nil` when none is known.
    private func proof(of download: Download, at url: WebURL) -> (field: String, value: Secret)? {
        if let authorization = download.authorization { return ("Authorization", authorization) }
        guard egressGuard.mayCarrySecrets(url) else { return nil }
        return credentials.first { $0.hosts.matches(url.origin.host) }.map { ($0.field, $0.value) }
    }

    private func follow(_ location: String, from url: WebURL) throws(EgressError) -> WebURL {
        do {
            return try url.resolving(location)
        } catch {
            throw error.ofRedirect
        }
    }

    private func admit(_ url: WebURL, hosts: [HostPattern]?, isRedirect: Bool) async throws -> EgressGuard.Admission {
        do {
            return try await egressGuard.admit(url, hosts: hosts)
        } catch {
            // A lookup that was cut short says that there is no answer.
            try Task.checkCancellation()
            throw isRedirect ? error.ofRedirect : error
        }
    }

    private func request(
        _ url: WebURL, _ download: Download, _ proof: (field: String, value: Secret)?, _ deadline: ContinuousClock.Instant
    ) -> HTTPClient.Request {
        var fields: HTTPFields = ["Accept": "*/*", "Accept-Encoding": "identity"]
        if let proof { fields[proof.field] = proof.value.reveal() }
        return HTTPClient.Request(
            url: url.absolute, fields: fields, timeout: max(deadline - .now, .milliseconds(1)),
            maximumResponseBytes: download.maximumBytes)
    }

    /// Tries the first of the addresses that takes a connection.
    private func attempt<Value: Sendable>(
        _ request: HTTPClient.Request, _ admission: EgressGuard.Admission, _ download: Download,
        _ read: @Sendable (DownloadedFile, DownloadBody) async throws -> Value
    ) async throws -> Step<Value> {
        guard !admission.addresses.isEmpty else { return try await throughResolvingProxy(request, admission, download, read) }
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

    private func throughResolvingProxy<Value: Sendable>(
        _ request: HTTPClient.Request, _ admission: EgressGuard.Admission, _ download: Download,
        _ read: @Sendable (DownloadedFile, DownloadBody) async throws -> Value
    ) async throws -> Step<Value> {
        do {
            return try await exchange(request, admission.url, download, read)
        } catch let error as HTTPClientError {
            throw EgressError.from(error, hasBegun: false, limit: download.maximumBytes)
        }
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
