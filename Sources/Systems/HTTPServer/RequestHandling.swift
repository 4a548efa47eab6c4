/// What a handler wants done with a request, decided on the head alone.
public indirect enum RequestHandling: Sendable {
    /// Answer now, before the body; the body is not read.
    ///
    /// With a body on its way the connection is closed after the answer, because what follows could only be read as that body.
    case answer(Response)
    /// Find out first what to do, while the body waits: a client that expects `100 Continue` is not told to send it yet. What comes of it
    /// is called on a server's thread, as the handler is.
    case decide(@Sendable () async -> @Sendable () -> RequestHandling)
    /// There is no body to read: work, then answer. One that comes all the same is dropped, or refused when it is large.
    case respond(@Sendable () async -> Response)
    /// Read a small body into memory, then work. A larger one is answered 413.
    case collect(limit: Int, @Sendable ([UInt8]) async -> Response)
    /// Hand the body over as it arrives.
    case consume(any BodyConsumer)
    /// The same, and tell how the exchange ended, whatever comes of it.
    case observed(RequestHandling, by: any ExchangeObserver)
}
