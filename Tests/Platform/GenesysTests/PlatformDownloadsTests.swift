import Egress
import Foundation
import HTTPClient
import PythonServer
import Sockets
import Synchronization
import Testing

@testable import Genesys

struct PlatformDownloadsTests {
    @Test(
        arguments: [
            (
                "https://api-downloads.mypurecloud.de/api/v2/downloads/1?x=y", "https://api.mypurecloud.de/api/v2/downloads/1?x=y",
                true
            ),
            ("https://api.mypurecloud.de/api/v2/downloads/1", "https://api.mypurecloud.de/api/v2/downloads/1", true),
            ("https://API.mypurecloud.de:443/api/v2/downloads/1#x", "https://api.mypurecloud.de/api/v2/downloads/1", true),
            ("https://api.mypurecloud.de/api/v2/users/me", "https://api.mypurecloud.de/api/v2/users/me", false),
            ("https://api-downloads.mypurecloud.de/api/v2/users", "https://api.mypurecloud.de/api/v2/users", false),
            ("https://api.mypurecloud.de/api/v2/downloads/../users", "https://api.mypurecloud.de/api/v2/downloads/../users", false),
            (
                "https://api.mypurecloud.de/api/v2/downloads/%2E%2e/users",
                "https://api.mypurecloud.de/api/v2/downloads/%2E%2e/users", false
            ),
            ("https://media.mypurecloud.de/1", "https://media.mypurecloud.de/1", false),
            ("https://bucket.s3.eu-central-1.amazonaws.com/1?X=2", "https://bucket.s3.eu-central-1.amazonaws.com/1?X=2", false),
            // Neither is the API's origin: no token, and the guard refuses them.
            ("http://api.mypurecloud.de/1", "http://api.mypurecloud.de/1", false),
            ("https://api.mypurecloud.de:8443/1", "https://api.mypurecloud.de:8443/1", false),
        ])
    func knowsWhereTheTokenBelongs(text: String, url: String, needsToken: Bool) throws {
        var configuration = Samples.configuration()
        configuration.downloadHosts = [try #require(HostPattern("*.amazonaws.com"))]
        let address = try DownloadAddress(text, configuration)
        #expect(address.url == url && address.needsToken == needsToken)
    }

    @Test(arguments: [
        "https://evil.example/1", "https://mypurecloud.de/1", "https://api.mypurecloud.de.evil.example/1",
        "https://evilmypurecloud.de/",
        "https://api.mypurecloud.de@evil.example/", "https://evil.example\\@api.mypurecloud.de/", "https://api.mypurecloud.com/1",
        "https://127.0.0.1/1", "file:///etc/passwd", "//api.mypurecloud.de/1", "",
    ])
    func refusesOtherHosts(text: String) {
        #expect(#expect(throws: GenesysError.self) { try DownloadAddress(text, Samples.configuration()) }?.code == .rejected)
    }

    @Test func givesForeignHostsOfTheTutorialsNoToken() throws {
        let address = try DownloadAddress("https://files.example.com/1?signature=2", Samples.configuration(.tutorial))
        #expect(address.url == "https://files.example.com/1?signature=2" && !address.needsToken)
    }

    @Test func sendsTheRegionsDownloadsToTheConfiguredAPI() throws {
        let configuration = Samples.configuration(host: "http://127.0.0.1:9")
        let address = try DownloadAddress("https://api-downloads.mypurecloud.de/api/v2/downloads/1", configuration)
        #expect(address.url == "http://127.0.0.1:9/api/v2/downloads/1" && address.needsToken)
        #expect(configuration.trustedOrigins.map(\.description) == ["http://127.0.0.1:9"])
        #expect(try !DownloadAddress("https://api.mypurecloud.de/api/v2/downloads/1", configuration).needsToken)
    }

    @Test func keepsTheTokenBelowTheConfiguredPath() throws {
        let configuration = Samples.configuration(host: "https://proxy.example/genesys")
        #expect(try DownloadAddress("https://proxy.example/genesys/api/v2/downloads/1", configuration).needsToken)
        #expect(try !DownloadAddress("https://proxy.example/other/api/v2/downloads/1", configuration).needsToken)
        #expect(try !DownloadAddress("https://proxy.example/api/v2/downloads/1", configuration).needsToken)
        let moved = try DownloadAddress("https://api-downloads.mypurecloud.de/api/v2/downloads/1", configuration)
        #expect(moved.url == "https://proxy.example/genesys/api/v2/downloads/1" && moved.needsToken)
    }

    /// Trusts the platform and allows what else is on loopback, as an operator would.
    func downloads(_ platform: StandInPlatform, _ set: RouteSet = .platform) throws -> PlatformDownloads {
        let configuration = Samples.configuration(set, host: platform.server.url(""))
        var rules = EgressGuard.Configuration()
        rules.trustedOrigins = configuration.trustedOrigins
        rules.allowsPlainHTTP = true
        rules.ports = nil
        rules.allowPrivate = [try #require(AddressBlock("127.0.0.0/8"))]
        let http = HTTPClient()
        return PlatformDownloads(PlatformClient(configuration, http: http), by: Downloader(EgressGuard(rules), http: http))
    }

    func fetch(_ file: MessageAttachment, _ downloads: PlatformDownloads) async throws -> (name: String?, text: String) {
        try await downloads.stream(file, maximumBytes: 1000) { file, body in
            var bytes: [UInt8] = []
            for try await piece in body { bytes += piece }
            return (file.name, String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func fetchesFromThePlatformAndFollowsItsRedirectWithoutTheToken() async throws {
        let (platform, storage) = (try await StandInPlatform(), try await StandInPlatform())
        let url = platform.server.url("/api/v2/downloads/1?\(storage.server.url("/bucket/a.pdf"))")
        let file = try await fetch(MessageAttachment(url: url), downloads(platform))
        #expect(file == ("a.pdf", "\"content\""))
        #expect(try await platform.seen().calls.map(\.authorization) == ["Bearer token-1"])
        #expect(try await storage.seen().calls.map(\.authorization) == [""])
    }

    @Test(arguments: [(RouteSet.platform, "/api/v2/downloads/a%2F1"), (.tutorial, "/api/v2/files/attachments/a%2F1")])
    func fetchesByTheIdentifier(set: RouteSet, path: String) async throws {
        let platform = try await StandInPlatform()
        let file = try await fetch(MessageAttachment(id: "a/1"), downloads(platform, set))
        #expect(file.text == "\"content\"")
        let calls = try await platform.seen().calls
        #expect(calls.map(\.path) == [path] && calls[0].authorization == "Bearer token-1")
    }

    @Test func fetchesTheTutorialsMediaWithoutAToken() async throws {
        let (platform, storage) = (try await StandInPlatform(), try await StandInPlatform())
        let file = try await fetch(MessageAttachment(id: "1", url: storage.server.url("/f/1")), downloads(platform, .tutorial))
        #expect(file.text == "\"content\"")
        #expect(try await storage.seen().calls.map(\.authorization) == [""])
        #expect(try await platform.seen().tokens == 0)
    }

    @Test func getsANewTokenOnce() async throws {
        let platform = try await StandInPlatform(["401"])
        #expect(try await fetch(MessageAttachment(id: "1"), downloads(platform)).text == "\"content\"")
        #expect(try await platform.seen().tokens == 2)
        let closed = try await StandInPlatform(["401", "401", "401"])
        let error = await #expect(throws: EgressError.self) { try await fetch(MessageAttachment(id: "1"), downloads(closed)) }
        #expect(error?.code == .notAllowed && error?.status == 401)
        #expect(try await closed.seen().calls.count == 2)
    }

    @Test(arguments: [("404", EgressError.Code.gone), ("403", .notAllowed), ("429", .busy), ("502", .unavailable)])
    func tellsWhyThereIsNoFile(status: String, code: EgressError.Code) async throws {
        let platform = try await StandInPlatform([status])
        let error = await #expect(throws: EgressError.self) { try await fetch(MessageAttachment(id: "1"), downloads(platform)) }
        #expect(error?.code == code && error?.retryAfter == (code == .busy ? .seconds(42) : nil))
    }

    @Test func needsSomethingToFetchBy() async throws {
        let platform = try await StandInPlatform()
        let error = await #expect(throws: GenesysError.self) {
            try await fetch(MessageAttachment(name: "a"), downloads(platform))
        }
        #expect(error?.code == .missingValue)
    }
}
