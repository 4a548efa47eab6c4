/// A body that nobody asked for: dropped before the work begins.
final class UnwantedBody: BodyConsumer {
    private let work: @Sendable () async -> Response

    init(work: @escaping @Sendable () async -> Response) { self.work = work }

    func consume(_ bytes: RawSpan) -> BodyDemand { .enough }
    func finish() async -> Response { await work() }
    func abandon() {}
}
