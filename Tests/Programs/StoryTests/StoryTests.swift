import Story
import Testing

/// The demo's scenarios, one by one and in order: some of them stop and kill what the next one needs.
@Suite(.demo, .serialized)
struct StoryTests {
    @Test(arguments: Scenario.all)
    func holds(_ scenario: Scenario) async throws {
        let demo = try #require(StageTrait.demo)
        try await scenario.play(on: demo)
    }
}
