import HTTPServer

/// Lets in those who may call the route, and not too often; holds bodies that nobody has vouched for to their budget.
struct Access: Middleware {
    let door: Doorkeeper

    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> Reception) -> Reception {
        switch door.admit(request.request, to: request.route?.access ?? .open) {
        case .failure(let refusal): return .answer(refusal.response)
        case .success(let caller):
            request.trace.caller = caller
            guard case .signer(let unverified) = caller else { return next(request) }
            return unverified.admit(next(request), of: request.request)
        }
    }
}
