import Observability
import Synchronization
import Testing

@testable import Genesys

struct AccessTokensTests {
    /// A clock that stands still until it is moved, and a login host that counts.
    final class World: Sendable {
        struct State {
            var now = ContinuousClock.now
            var grants = 0
            var failure: GenesysError?
        }

        let state = Mutex(State())
        let lifetime: Duration

        init(lifetime: Duration) { self.lifetime = lifetime }

        func advance(_ duration: Duration) { state.withLock { $0.now += duration } }

        var grants: Int { state.withLock { $0.grants } }

        func tokens() -> AccessTokens {
            let now: @Sendable () -> ContinuousClock.Instant = { self.state.withLock { $0.now } }
            return AccessTokens(now: now) {
                try self.state.withLock { state in
                    state.grants += 1
                    if let failure = state.failure { throw failure }
                    return TokenGrant(token: Secret("token-\(state.grants)"), lifetime: self.lifetime)
                }
            }
        }
    }

    @Test(arguments: [(86_400, 86_340), (600, 540), (300, 270), (10, 9)])
    func replacesATokenBeforeItEnds(lifetime: Int, replacedAfter: Int) async throws {
        let world = World(lifetime: .seconds(lifetime))
        let tokens = world.tokens()
        #expect(try await tokens.token() == Secret("token-1"))
        world.advance(.seconds(replacedAfter) - .milliseconds(1))
        #expect(try await tokens.token() == Secret("token-1"))
        world.advance(.milliseconds(1))
        #expect(try await tokens.token() == Secret("token-2"))
    }

    @Test func asksOnceForAllWhoWait() async throws {
        let world = World(lifetime: .seconds(600))
        let tokens = world.tokens()
        let seen = try await withThrowingTaskGroup(of: Secret.self) { group in
            for _ in 0..<50 { group.addTask { try await tokens.token() } }
            return try await group.reduce(into: Set<Secret>()) { $0.insert($1) }
        }
        #expect(seen == [Secret("token-1")])
        #expect(world.grants == 1)
    }

    @Test func forgetsOnlyTheTokenThatWasNotAccepted() async throws {
        let world = World(lifetime: .seconds(600))
        let tokens = world.tokens()
        let first = try await tokens.token()
        await tokens.invalidate(first)
        let second = try await tokens.token()
        await tokens.invalidate(first)
        #expect(try await tokens.token() == second)
        #expect(world.grants == 2)
    }

    @Test func asksAgainAfterAFailure() async throws {
        let world = World(lifetime: .seconds(600))
        let tokens = world.tokens()
        world.state.withLock { $0.failure = GenesysError(.unavailable, "away") }
        await #expect(throws: GenesysError.self) { try await tokens.token() }
        world.state.withLock { $0.failure = nil }
        #expect(try await tokens.token() == Secret("token-2"))
    }
}
