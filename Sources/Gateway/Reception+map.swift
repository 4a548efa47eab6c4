import HTTPServer

extension Reception {
    /// The same, with every answer of its own changed on its way out.
    func map(_ change: @escaping @Sendable (Response) -> Response) -> Reception {
        switch self {
        case .answer(let response): .answer(change(response))
        case .decide(let decide):
            .decide {
                let reception = await decide()
                return { reception().map(change) }
            }
        case .respond(let work): .respond { change(await work()) }
        case .collect(let limit, let work): .collect(limit: limit) { change(await work($0)) }
        case .consume(let consumer): .consume(ChangedAnswer(consumer, change))
        case .observed(let reception, let observer): .observed(reception.map(change), by: observer)
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

    func receive(_ bytes: RawSpan) -> Appetite { consumer.receive(bytes) }
    func finish() async -> Response { change(await consumer.finish()) }
    func abandon() { consumer.abandon() }
}
