import Foundation
import HTTPClient
import Observability
import PythonServer
import Sockets
import Synchronization
import Testing

@testable import Egress

struct DownloaderTests {
    /// May reach loopback, where the servers of the tests are.
    func downloader(_ change: (inout EgressGuard.Configuration) -> Void = { _ in }) throws -> Downloader {
        var configuration = EgressGuard.Configuration()
        configuration.allowsPlainHTTP = true
        configuration.ports = nil
        configuration.allowPrivate = [try #require(AddressBlock("127.0.0.0/8"))]
        change(&configuration)
        return Downloader(EgressGuard(configuration), http: HTTPClient())
    }

    func fetch(
        _ url: String, _ downloader: Downloader? = nil, authorization: Secret? = nil, maximumBytes: Int = 1000,
        timeout: Duration = .seconds(20)
    ) async throws -> (file: DownloadedFile, bytes: [UInt8]) {
        let bytes = Mutex<[UInt8]>([])
        let download = Download(url: url, authorization: authorization, maximumBytes: maximumBytes, timeout: timeout)
        let file = try await (downloader ?? self.downloader()).download(download) { piece in bytes.withLock { $0 += piece } }
        return (file, bytes.withLock { $0 })
    }

    func failure(_ url: String, _ downloader: Downloader? = nil, maximumBytes: Int = 1000, timeout: Duration = .seconds(20))
        async throws
        -> EgressError
    {
        try #require(
            await #expect(throws: EgressError.self) {
                try await fetch(url, downloader, maximumBytes: maximumBytes, timeout: timeout)
            })
    }

    @Test func fetchesAFileAndWhatTheServerSaysOfIt() async throws {
        let server = try await FileServer()
        let (file, bytes) = try await fetch(server.url("/named"))
        #expect(bytes == Array("hello".utf8))
        #expect(file.name == "€.txt" && file.mediaType == "text/plain" && file.announcedBytes == 5)
    }

    @Test(arguments: [("/plain/a%20b.pdf?x=1.txt", "a b.pdf"), ("/plain/", nil), ("/plain", nil), ("/plain/.htaccess", nil)])
    func takesTheNameFromThePathWhereThereIsNoOther(path: String, name: String?) async throws {
        let server = try await FileServer()
        #expect(try await fetch(server.url(path)).file.name == name)
    }

    @Test(arguments: [
        "Content-Length: 5|Content-Length: 3", "Content-Length: 3|Content-Length: 5", "Content-Length: 5, 3",
        "Content-Length: 5|Transfer-Encoding: chunked", "Transfer-Encoding: chunked|Content-Length: 5",
    ])
    func refusesAFileWhoseEndIsSaidInTwoWays(fields: String) async throws {
        let server = try await FileServer()
        let error = try await failure(server.url("/lengths?fields=\(fields.replacing(" ", with: "%20"))"))
        #expect(error.code == .rejected && !error.isRetryable)
    }

    @Test(arguments: ["Content-Length: 5|Content-Length: 5", "Content-Length: 5, 5"])
    func takesAFileWhoseLengthIsSaidTwice(fields: String) async throws {
        let server = try await FileServer()
        let (file, bytes) = try await fetch(server.url("/lengths?fields=\(fields.replacing(" ", with: "%20"))"))
        #expect(bytes == Array("hello".utf8) && file.announcedBytes == 5)
    }

    @Test func followsRedirectsWithoutTheCredentials() async throws {
        let (first, second) = (try await FileServer(), try await FileServer())
        let statuses = [301, 302, 303, 307, 308]
        for status in statuses {
            let url = first.url("/to?status=\(status)&url=\(second.url("/named"))")
            #expect(try await fetch(url, authorization: Secret("Bearer t")).bytes == Array("hello".utf8))
        }
        #expect(try await first.log() == statuses.map { _ in "/to Bearer t" })
        #expect(try await second.log() == statuses.map { _ in "/named -" })
    }

    @Test func sendsTheCredentialsOnceEvenToTheSameServer() async throws {
        let server = try await FileServer()
        _ = try await fetch(server.url("/to?url=/named"), authorization: Secret("Bearer t"))
        #expect(try await server.log() == ["/to Bearer t", "/named -"])
    }

    @Test(arguments: ["/plain/my file.pdf", "/plain/März.pdf", "/plain/a%20b.pdf?name=ü&x={1}|2", "/plain/<a>\"b\".pdf"])
    func followsARedirectThatIsNotEncoded(location: String) async throws {
        let server = try await FileServer()
        for location in [location, server.url(location)] {
            let encoded = try #require(location.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            #expect(try await fetch(server.url("/raw-to?url=\(encoded)")).bytes == Array("hello".utf8), "\(location)")
        }
        #expect(try await server.log().allSatisfy { $0.utf8.allSatisfy { $0 < 0x7f } })
    }

    @Test func saysThatARedirectIsToBlame() async throws {
        let server = try await FileServer()
        for target in ["file:///etc/passwd", "http://10.0.0.1/", "http://user:pw@127.0.0.1/", "/loop"] {
            #expect(try await failure(server.url("/to?url=\(target)")).isOfRedirect, "\(target)")
        }
        #expect(try await !failure("file:///etc/passwd").isOfRedirect)
    }

    func downloader(_ credentials: [HostCredentials]) throws -> Downloader {
        var configuration = EgressGuard.Configuration()
        configuration.allowsPlainHTTP = true
        configuration.ports = nil
        configuration.allowPrivate = [try #require(AddressBlock("127.0.0.0/8"))]
        return Downloader(EgressGuard(configuration), http: HTTPClient(), credentials: credentials)
    }

    func credentials(_ host: String, _ field: String = "Authorization", _ value: String = "Bearer m") throws -> HostCredentials {
        HostCredentials(for: try #require(HostPattern(host)), field: field, value: Secret(value))
    }

    @Test func sendsAHostItsCredentials() async throws {
        let server = try await FileServer()
        let downloader = try downloader([
            credentials("other.example.com"), credentials("127.0.0.1", "X-Api-Key", "k 1"), credentials("127.0.0.1"),
        ])
        #expect(try await fetch(server.url("/keyed"), downloader).bytes == Array("hello".utf8))
        #expect(try await failure(server.url("/keyed"), self.downloader([credentials("*.example.com")])).code == .notAllowed)
        #expect(try await server.log() == ["/keyed -", "/keyed -"])
    }

    @Test func keepsAHostsCredentialsFromWhereItRedirectsTo() async throws {
        let (first, second) = (try await FileServer(), try await FileServer())
        let downloader = try downloader([credentials("127.0.0.1")])
        _ = try await fetch(first.url("/to?url=/plain"), downloader)
        // To another port, and from there back.
        _ = try await fetch(first.url("/to?url=\(second.url("/to?url=\(first.url("/plain/last"))"))"), downloader)
        #expect(try await first.log() == ["/to Bearer m", "/plain Bearer m", "/to Bearer m", "/plain/last -"])
        #expect(try await second.log() == ["/to -"])
    }

    @Test func keepsCredentialsFromPlainHTTPThatIsOnlyTrusted() async throws {
        let server = try await FileServer()
        var configuration = EgressGuard.Configuration()
        configuration.trustedOrigins = [try WebURL(server.url("/")).origin]
        let downloader = Downloader(EgressGuard(configuration), http: HTTPClient(), credentials: [try credentials("127.0.0.1")])
        _ = try await fetch(server.url("/plain"), downloader)
        #expect(try await server.log() == ["/plain -"])
    }

    @Test func sendsThePlatformsTokenRatherThanAHostsCredentials() async throws {
        let server = try await FileServer()
        _ = try await fetch(server.url("/plain"), downloader([credentials("127.0.0.1")]), authorization: Secret("Bearer t"))
        #expect(try await server.log() == ["/plain Bearer t"])
    }

    @Test func looksAtEveryRedirect() async throws {
        let server = try await FileServer()
        for (target, code) in [
            ("http://10.0.0.1/", EgressError.Code.forbiddenAddress), ("http://[::1]/", .forbiddenAddress),
            ("http://[::ffff:127.0.0.1]:1/", .forbiddenAddress), ("http://169.254.169.254/latest", .forbiddenAddress),
            ("http://2130706433/", .invalidURL), ("http://user:pw@127.0.0.1/", .invalidURL),
            ("file:///etc/passwd", .forbiddenScheme),
        ] {
            #expect(try await failure(server.url("/to?url=\(target)")).code == code, "\(target)")
        }
    }

    @Test func stopsAtTooManyRedirects() async throws {
        let server = try await FileServer()
        #expect(try await failure(server.url("/loop")).code == .tooManyRedirects)
        #expect(try await server.log().count == 4)
    }

    @Test func doesNotConnectWhereTheGuardRefuses() async throws {
        let server = try await FileServer()
        let strict = try downloader { $0.allowPrivate = [] }
        let error = try await failure(server.url("/named"), strict)
        #expect(error.code == .forbiddenAddress && error.isRefusal && !error.isRetryable)
        #expect(try await server.log().isEmpty)
    }

    @Test func connectsToTheAddressThatWasLookedAt() async throws {
        let server = try await FileServer()
        var configuration = EgressGuard.Configuration()
        configuration.allowsPlainHTTP = true
        configuration.ports = nil
        configuration.allowPrivate = [try #require(AddressBlock("127.0.0.0/8"))]
        let lookups = Mutex(0)
        let egressGuard = EgressGuard(configuration) { _ in
            lookups.withLock { $0 += 1 }
            // Nobody listens on the first; a name that no resolver knows shows that nothing else resolves it.
            return [IPAddress("127.77.77.77"), IPAddress("127.0.0.1")].compactMap(\.self)
        }
        let downloader = Downloader(egressGuard, http: HTTPClient())
        #expect(try await fetch("http://pinned.invalid:\(server.server.port)/named", downloader).file.name == "€.txt")
        #expect(lookups.withLock { $0 } == 1)
    }

    @Test func tellsFailuresApart() async throws {
        let server = try await FileServer()
        for (status, code) in [
            (404, EgressError.Code.gone), (403, .notAllowed), (429, .busy), (502, .unavailable), (204, .rejected),
        ] {
            let error = try await failure(server.url("/status?code=\(status)&wait=42"))
            #expect(error.code == code && error.status == status && error.retryAfter == (status == 429 ? .seconds(42) : nil))
        }
    }

    @Test(arguments: ["/nowhere", "/twice"])
    func refusesARedirectWithoutOneAddress(path: String) async throws {
        let server = try await FileServer()
        #expect(try await failure(server.url(path)).code == .rejected)
    }

    @Test func refusesWhatIsCompressed() async throws {
        let server = try await FileServer()
        #expect(try await failure(server.url("/gzip")).code == .encoded)
    }

    @Test(arguments: ["/cut", "/cut-chunked"])
    func doesNotTakeAPartForTheWhole(path: String) async throws {
        let server = try await FileServer()
        let error = try await failure(server.url(path))
        #expect(error.code == .truncated && error.isRetryable)
    }

    @Test func refusesAnAnnouncedSizeBeforeTheFirstByte() async throws {
        let server = try await FileServer()
        let hasBytes = Mutex(false)
        let download = Download(url: server.url("/huge?size=1001"), maximumBytes: 1000)
        let error = await #expect(throws: EgressError.self) {
            try await downloader().download(download) { _ in hasBytes.withLock { $0 = true } }
        }
        #expect(error?.code == .tooLarge && !hasBytes.withLock { $0 })
    }

    @Test func takesAFileOfExactlyTheLimit() async throws {
        let server = try await FileServer()
        #expect(try await fetch(server.url("/huge?size=1000")).bytes.count == 1000)
        #expect(try await fetch(server.url("/endless?size=1000")).bytes.count == 1000)
    }

    @Test func endsABodyThatGrowsBeyondTheLimit() async throws {
        let server = try await FileServer()
        #expect(try await failure(server.url("/endless"), maximumBytes: 1 << 20).code == .tooLarge)
    }

    @Test func endsADownloadThatTakesTooLong() async throws {
        let server = try await FileServer()
        let error = try await failure(server.url("/stall"), timeout: .milliseconds(300))
        #expect(error.code == .timedOut && error.isRetryable)
    }

    @Test func isTemporaryWhenNobodyListens() async throws {
        #expect(try await failure("http://127.77.77.77:9/").code == .unavailable)
    }

    @Test func passesOnWhatTheSinkThrows() async throws {
        struct Full: Error {}
        let server = try await FileServer()
        let download = Download(url: server.url("/named"), maximumBytes: 1000)
        await #expect(throws: Full.self) { try await downloader().download(download) { _ in throw Full() } }
    }

    @Test func makesTheServerWaitForASlowReader() async throws {
        let server = try await FileServer()
        let size = 64 << 20
        let download = Download(url: server.url("/huge?size=\(size)"), maximumBytes: size)
        let total = try await downloader().stream(download) { file, body in
            var total = 0
            for try await piece in body {
                if total == 0 {
                    // The reader pauses until the server has come to a standstill: what has left it fits in the buffers on the way.
                    var last = -1
                    while try await server.sent() != last {
                        last = try await server.sent()
                        for _ in 0..<100 { await Task.yield() }
                    }
                    #expect(last < size / 2)
                }
                total += piece.count
            }
            return total
        }
        #expect(total == size)
    }

    @Test func endsAtOnceWhenCancelled() async throws {
        let server = try await FileServer()
        let (begun, continuation) = AsyncStream<Void>.makeStream()
        let downloader = try downloader()
        let download = Download(url: server.url("/stall"), maximumBytes: 1000, timeout: .seconds(3600))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await downloader.download(download) { _ in continuation.yield() }
                }
            }
            for await _ in begun { break }
            group.cancelAll()
        }
    }
}
