import Testing

@testable import Watcher

struct NotificationFrameTests {
    @Test(
        arguments: [
            (#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#, .alive),
            (#"{"topicName":"channel.metadata","eventBody":{"message":"pong"}}"#, .alive),
            (#"{"topicName":"v2.system.socket_closing","eventBody":{}}"#, .socketClosing),
            (#"{"topicName":"v2.system.token_revoked.c1","eventBody":{"systemTopicType":"token_revoked"}}"#, .tokenRevoked),
            (
                #"{"topicName":"v2.system.no_longer_subscribed.c1","eventBody":{"reason":"another_channel_subscribed"}}"#,
                .channelTaken
            ),
            (#"{"topicName":"v2.system.no_longer_subscribed.c1","eventBody":{"reason":"user_tokens_revoked"}}"#, .tokenRevoked),
            (#"{"topicName":"v2.subscription.updated","eventBody":{}}"#, .other), (#"{"result":"200"}"#, .other),
            ("", .unreadable), ("[]", .unreadable), ("{", .unreadable), (String(repeating: "[", count: 100_000), .unreadable),
        ] as [(String, NotificationFrame)])
    func reads(text: String, frame: NotificationFrame) {
        #expect(NotificationFrame(text) == frame)
    }

    @Test func keepsAnEventsBodyUnread() {
        let text =
            #"{"topicName":"v2.routing.queues.q.conversations.messages","version":"2","eventBody":{"id":"c/1"},"metadata":{"CorrelationId":"x"}}"#
        let expected = Notification(
            topic: "v2.routing.queues.q.conversations.messages", body: Array(#"{"id":"c/1"}"#.utf8), correlationID: "x")
        #expect(NotificationFrame(text) == .event(expected))
    }

    @Test func takesTheTutorialsForm() {
        let text = #"{"eventType":"conversation.media.upload","conversation":{"id":"c"}}"#
        #expect(NotificationFrame(text) == .event(Notification(topic: "conversation.media.upload", body: Array(text.utf8))))
    }

    @Test func subscribesAsTheTutorialSays() {
        let expected = #"{"eventTypes":["conversation.media.upload"],"includeData":true,"type":"subscribe"}"#
        #expect(TutorialSubscription(["conversation.media.upload"]).message == expected)
    }
}
