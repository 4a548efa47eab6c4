import Sockets
import Synchronization
import Testing

@testable import Egress

struct EgressGuardTests {
    struct NoSuchName: Error {}

    /// Names that no resolver on loopback could be made to answer so.
    static let names = [
        "public.example": ["8.8.8.8", "2001:4860:4860::8888"], "inside.example": ["10.0.0.1"],
        "both.example": ["8.8.8.8", "10.0.0.1"],
        "mapped.example": ["::ffff:127.0.0.1"], "metadata.example": ["169.254.169.254"], "nothing.example": [],
    ]

    func egressGuard(_ change: (inout EgressGuard.Configuration) -> Void = { _ in }) -> EgressGuard {
        var configuration = EgressGuard.Configuration()
        change(&configuration)
        return EgressGuard(configuration) { name in
            guard let found = Self.names[name] else { throw NoSuchName() }
            return found.compactMap { IPAddress($0) }
        }
    }

    func code(_ url: String, _ egressGuard: EgressGuard, hosts: [HostPattern]? = nil) async throws -> EgressError.Code? {
        let url = try WebURL(url)
        do {
            _ = try await egressGuard.admit(url, hosts: hosts)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func pinsTheAddressesThatItLookedAt() async throws {
        let admission = try await egressGuard().admit(WebURL("https://public.example/a"))
        #expect(admission.addresses.map(\.description) == ["8.8.8.8", "2001:4860:4860::8888"])
    }

    @Test(
        arguments: [
            ("https://public.example/", nil), ("https://8.8.8.8/", nil), ("https://[2001:4860:4860::8888]/", nil),
            ("http://public.example/", .forbiddenScheme), ("https://public.example:8443/", .forbiddenPort),
            ("https://public.example:80/", .forbiddenPort), ("https://inside.example/", .forbiddenAddress),
            ("https://both.example/", .forbiddenAddress), ("https://mapped.example/", .forbiddenAddress),
            ("https://metadata.example/", .forbiddenAddress), ("https://169.254.169.254/latest/meta-data/", .forbiddenAddress),
            ("https://127.0.0.1./", .forbiddenAddress), ("https://[::ffff:7f00:1]/", .forbiddenAddress),
            ("https://[fd00:ec2::254]/", .forbiddenAddress), ("https://nothing.example/", .couldNotResolve),
            ("https://unknown.example/", .couldNotResolve),
        ] as [(String, EgressError.Code?)])
    func takesOnlyPublicHosts(url: String, expected: EgressError.Code?) async throws {
        #expect(try await code(url, egressGuard()) == expected)
    }

    @Test(
        arguments: [
            ("http://127.0.0.1:8080/", nil), ("http://127.0.0.1:8081/", .forbiddenPort), ("https://[::1]/", .forbiddenAddress),
            ("https://[::ffff:127.0.0.1]/", .forbiddenAddress), ("https://10.0.0.1/", .forbiddenAddress),
        ] as [(String, EgressError.Code?)])
    func takesWhatAnOperatorAllows(url: String, expected: EgressError.Code?) async throws {
        let loopback = try #require(AddressBlock("127.0.0.0/8"))
        let egressGuard = egressGuard {
            $0.allowPrivate = [loopback]
            $0.allowsPlainHTTP = true
            $0.ports = [8080]
        }
        #expect(try await code(url, egressGuard) == expected)
    }

    @Test func takesOnlyListedHosts() async throws {
        let all = try #require(HostPattern("*.example" + ".org"))
        let own = try #require(HostPattern("public.example"))
        #expect(try await code("https://public.example/", egressGuard { $0.hosts = [own] }) == nil)
        #expect(try await code("https://public.example/", egressGuard { $0.hosts = [all] }) == .forbiddenHost)
        #expect(try await code("https://8.8.8.8/", egressGuard { $0.hosts = [own] }) == .forbiddenHost)
        #expect(try await code("https://public.example/", egressGuard(), hosts: []) == .forbiddenHost)
        #expect(try await code("https://public.example/", egressGuard { $0.hosts = [all] }, hosts: [own]) == .forbiddenHost)
    }

    @Test func takesATrustedOriginAndNothingBesideIt() async throws {
        let origin = try WebURL("http://inside.example:8080").origin
        let egressGuard = egressGuard { $0.trustedOrigins = [origin] }
        #expect(try await code("http://inside.example:8080/a", egressGuard, hosts: []) == nil)
        #expect(try await code("http://inside.example:8081/a", egressGuard) == .forbiddenScheme)
        #expect(try await code("https://inside.example/a", egressGuard) == .forbiddenAddress)
    }

    @Test func tellsNobodyWhatANameStandsFor() async throws {
        let error = await #expect(throws: EgressError.self) {
            try await egressGuard().admit(WebURL("https://inside.example/a?b=c"))
        }
        #expect(error?.description == "https://inside.example: the host is not on the public internet.")
    }

    @Test func doesNotWaitForAResolverThatHangs() async throws {
        let hung = Hung()
        var configuration = EgressGuard.Configuration()
        configuration.lookupTimeout = .milliseconds(20)
        configuration.maximumLookups = 2
        let egressGuard = EgressGuard(configuration) { _ in hung.wait() }
        #expect(try await code("https://a.example/", egressGuard) == .couldNotResolve)
        #expect(try await code("https://b.example/", egressGuard) == .couldNotResolve)
        #expect(try await code("https://c.example/", egressGuard) == .overloaded)
        hung.release()
    }

    @Test func endsAWaitThatIsCancelled() async throws {
        let hung = Hung()
        var configuration = EgressGuard.Configuration()
        configuration.lookupTimeout = .seconds(3600)
        let egressGuard = EgressGuard(configuration) { _ in hung.wait() }
        let url = try WebURL("https://a.example/")
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: EgressError.self) { try await egressGuard.admit(url) } }
            await hung.hasBegun()
            group.cancelAll()
        }
        hung.release()
    }

    @Test func resolvesByTheSystem() async throws {
        let loopback = try [#require(AddressBlock("127.0.0.0/8")), #require(AddressBlock("::1"))]
        var configuration = EgressGuard.Configuration()
        #expect(try await code("https://localhost/", EgressGuard(configuration)) == .forbiddenAddress)
        configuration.allowPrivate = loopback
        #expect(try await code("https://localhost/", EgressGuard(configuration)) == nil)
        #expect(try await code("https://no-such-name.invalid/", EgressGuard(configuration)) == .couldNotResolve)
    }
}
