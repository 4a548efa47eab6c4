/// A call's answer, and what is to be done besides giving it.
struct Reply: Sendable {
    var answer: Answer
    var effects: [Effect] = []

    init(_ answer: Answer, effects: [Effect] = []) {
        self.answer = answer
        self.effects = effects
    }

    /// What the core asks of the edge, since it does no I/O of its own.
    enum Effect: Sendable, Hashable {
        /// Fetch an attachment in the background, and record what came.
        case fetch(MediaOrder)
        /// Keep the caller waiting before the answer is given.
        case delay(Duration)
        /// Send what has happened to an integration's webhook.
        case notify(WebhookOrder)
        /// Do something with a socket of those who listen to events.
        case socket(NotificationHub.Action)
        /// Bring a message to a channel of the gateway's, and answer as it does.
        case relay(RelayOrder)
        /// Break the connection off in place of an answer.
        case cut
        /// Answer with the messages once they are as asked, or when the time is up.
        case wait(MessageQuery)
    }
}
