import PrivateClamd
import Scanning
import Testing

/// Runs a real clamd for a whole suite.
struct ClamdTrait: SuiteTrait, TestScoping {
    @TaskLocal static var scanner: (any Scanner)?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await PrivateClamd.run { scanner in
            try await Self.$scanner.withValue(scanner) { try await function() }
        }
    }
}

extension Trait where Self == ClamdTrait {
    /// A clamd of the suite's own.
    static var clamd: Self { ClamdTrait() }
}

/// The suite's clamd.
func clamd() throws -> any Scanner { try #require(ClamdTrait.scanner) }
