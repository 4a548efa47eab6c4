import HTTPServer

extension UnverifiedRequest {
    /// Bytes that are kept in memory count as so many on the disk.
    private static let weightOfMemory: Int64 = 4

    /// Lets the body of a request in only as far as there is room for it, and learns from the answer what the signature was.
    func limit(_ handling: RequestHandling, of request: Request) -> RequestHandling {
        switch handling {
        case .answer(let response):
            settle(response)
            return handling
        case .decide(let decide):
            return .decide {
                let handling = await decide()
                return { self.limit(handling(), of: request) }
            }
        case .respond:
            return handling.map { self.settled($0) }
        case .observed(let handling, let observer):
            return .observed(limit(handling, of: request), by: observer)
        case .collect(let limit, _):
            let announced = request.contentLength ?? Int64(limit)
            guard announced <= limit else {
                // It is refused on its head.
                dismiss()
                return handling
            }
            return refusal(of: request, bytes: announced * Self.weightOfMemory) ?? handling.map { self.closed($0) }
        case .consume(let consumer):
            let body = request.contentLength == nil ? UnverifiedBody(consumer, of: request, self) : consumer
            if let refusal = refusal(of: request, bytes: request.contentLength ?? UnverifiedBody.stride) {
                consumer.abandon()
                return refusal
            }
            return RequestHandling.consume(body).map { self.closed($0) }
        }
    }

    private func refusal(of request: Request, bytes: Int64) -> RequestHandling? {
        guard let excess = hold(bytes) else { return nil }
        dismiss()
        return .answer(.overBudget(request, excess))
    }

    /// A request that was answered on its head.
    private func settle(_ response: Response) {
        if response.isRefusal {
            refuse()
        } else {
            dismiss()
            if response.isProblem { count() }
        }
    }

    private func settled(_ response: Response) -> Response {
        settle(response)
        return response
    }

    private func closed(_ response: Response) -> Response {
        if response.isRefusal {
            refuse()
        } else if response.isProblem {
            count()
        } else {
            accept()
        }
        return response
    }
}

extension Response {
    /// Whether it says that a signature is wrong, or not there.
    fileprivate var isRefusal: Bool { [401, 403].contains(status) }

    /// Whether it says that the request was not accepted.
    fileprivate var isProblem: Bool { status >= 400 }

    /// The answer to a request that there is no room for before its signature is known.
    static func overBudget(_ request: Request, _ excess: UnverifiedBudget.Excess) -> Response {
        switch excess {
        case .address:
            return problem(
                request, status: 429,
                "Too many bytes are on their way from this address whose signature is not known yet. Let those end, then send this again."
            )
        case .total:
            return problem(
                request, status: 503,
                "Too many bytes are on their way here whose signature is not known yet. Try again in a moment.")
        }
    }
}
