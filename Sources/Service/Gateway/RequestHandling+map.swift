import HTTPServer

extension RequestHandling {
    /// The same, with every answer of its own changed on its way out.
    func map(_ change: @escaping @Sendable (Response) -> Response) -> RequestHandling {
        switch self {
        case .answer(let response): .answer(change(response))
        case .decide(let decide):
            .decide {
                let handling = await decide()
                return { handling().map(change) }
            }
        case .respond(let work): .respond { change(await work()) }
        case .collect(let limit, let work): .collect(limit: limit) { change(await work($0)) }
        case .consume(let consumer): .consume(ChangedAnswer(consumer, change))
        case .observed(let handling, let observer): .observed(handling.map(change), by: observer)
        }
    }
}

/// A consumer whose answer is changed on its way out.
private final class ChangedAnswer: BodyConsumer {
    private let consumer: any BodyConsumer
    private let change: @Sendable (Response) -> Response

    init(_ consumer: any BodyConsumer, _ change: @escaping @Sendable (Response) -> Response) {
        self.consumer = consumer
        self.change = change
    }

    func consume(_ bytes: RawSpan) -> BodyDemand { consumer.consume(bytes) }
    func finish() async -> Response { change(await consumer.finish()) }
    func abandon() { consumer.abandon() }
}
