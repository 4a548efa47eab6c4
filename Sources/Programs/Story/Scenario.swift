/// One scene of the story: something happens, and what must come of it is looked at from outside.
public struct Scenario: Sendable, CustomStringConvertible {
    /// What the scene shows, as a sentence without a full stop.
    public let title: String
    /// The title.
    public var description: String { title }

    private let play: @Sendable (DemoEnvironment) async throws -> Void

    init(_ title: String, _ play: @escaping @Sendable (DemoEnvironment) async throws -> Void) {
        self.title = title
        self.play = play
    }

    /// Plays the scene.
    ///
    /// - Throws: `Unmet`, or the error that got in the way.
    public func play(on demo: DemoEnvironment) async throws { try await play(demo) }
}
