import HTTPServer

/// Lets in those who may call the route, and not too often.
struct Access: Middleware {
    let door: Doorkeeper

    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> Reception) -> Reception {
        switch door.admit(request.request, to: request.route?.access ?? .open) {
        case .failure(let refusal): return .answer(refusal.response)
        case .success(let caller):
            request.trace.caller = caller
            return next(request)
        }
    }
}

/// A wrong signature is a guess like a wrong key.
struct SignatureGuesses: Middleware {
    let door: Doorkeeper

    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> Reception) -> Reception {
        let reception = next(request)
        guard request.route?.access == .signed else { return reception }
        return reception.map { response in
            if [401, 403].contains(response.status) { door.noteRefusal(of: request.request) }
            return response
        }
    }
}
