public import Scanning
public import Testing

public import protocol Scanning.Scanner

/// Runs a real clamd for a whole suite.
public struct ClamdTrait: SuiteTrait, TestScoping {
    @TaskLocal static var scanner: (any Scanner)?

    /// Runs the suite beside it.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await PrivateClamd.run { scanner in
            try await Self.$scanner.withValue(scanner) { try await function() }
        }
    }
}

extension Trait where Self == ClamdTrait {
    /// A clamd of the suite's own.
    public static var clamd: Self { ClamdTrait() }
}

/// The suite's clamd.
public func clamd() throws -> any Scanner { try #require(ClamdTrait.scanner) }
