import HTTPSemantics
import HTTPServer
import Synchronization

/// One link of the chain that every request goes through before its route.
///
/// A link sees the head on its way in, and may answer itself, hand the request on, or change the answer on its way out.
protocol Middleware: Sendable {
    /// Decides on the head; called on a server's thread, so it must not block.
    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> RequestHandling) -> RequestHandling
}

extension [any Middleware] {
    /// Sends a request through the links, in their order, to the end of the chain.
    func handle(_ request: RoutedRequest, end: (RoutedRequest) -> RequestHandling) -> RequestHandling {
        self[...].handle(request, end: end)
    }
}

extension ArraySlice<any Middleware> {
    fileprivate func handle(_ request: RoutedRequest, end: (RoutedRequest) -> RequestHandling) -> RequestHandling {
        guard let link = first else { return end(request) }
        return link.handle(request) { dropFirst().handle($0, end: end) }
    }
}

/// A request, and what the table of routes says of it.
struct RoutedRequest: Sendable {
    let request: Request
    /// Those whose pattern fits the path.
    let fitting: [Route]
    /// The one whose method fits as well.
    let route: Route?
    /// The values of the path's placeholders.
    let parameters: Route.Parameters
    /// What the links find out, for those before them.
    let trace = RequestTrace()

    /// What metrics and the log call the route: never the path, which holds names of files and signatures.
    var template: String { (route ?? fitting.first)?.template ?? Self.unmatched }

    /// The template of a path that no route has.
    static let unmatched = "unmatched"
    /// The template of a request whose head could not be read.
    static let unreadable = "unreadable"
}

/// What the links of the chain find out about a request.
final class RequestTrace: Sendable {
    private let found = Mutex(Principal.anybody)

    /// Who asks, as soon as that is known.
    var principal: Principal {
        get { found.withLock { $0 } }
        set { found.withLock { $0 = newValue } }
    }
}
