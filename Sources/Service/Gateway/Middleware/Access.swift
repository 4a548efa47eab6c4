import HTTPServer

/// Lets in those who may call the route, and not too often; holds bodies that nobody has vouched for to their budget.
struct Access: Middleware {
    let accessControl: AccessControl

    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> RequestHandling) -> RequestHandling {
        switch accessControl.authorize(request.request, to: request.route?.access ?? .open) {
        case .failure(let refusal): return .answer(refusal.response)
        case .success(let principal):
            request.trace.principal = principal
            guard case .signer(let unverified) = principal else { return next(request) }
            return unverified.limit(next(request), of: request.request)
        }
    }
}
