import HTTPSemantics
import HTTPServer
import Synchronization

/// Lets the pages of listed origins call the routes that are meant for browsers (Fetch Standard, "CORS protocol").
///
/// No credentials of the browser's own are ever asked for: whoever calls brings a key or a token.
public final class CrossOrigin: Sendable {
    private let origins: Mutex<Set<String>>

    private static let requestFields = "Authorization, Content-Type, Content-Disposition, Idempotency-Key, Prefer"
    private static let answerFields = "Location, Retry-After, X-Request-Id"
    /// Seconds for which a browser need not ask again.
    private static let maximumAge = "600"

    /// Starts with a list of origins as browsers send them: `https://shop.example.com`; an empty one switches it off.
    public init(_ origins: [String] = []) { self.origins = Mutex(Set(origins)) }

    /// Puts another list in force.
    public func replace(with origins: [String]) { self.origins.withLock { $0 = Set(origins) } }

    /// The answer to a browser that asks before it calls; `nil` when this is no such question, or not from a listed origin.
    func preflight(_ request: Request, methods: [HTTPMethod]) -> Response? {
        guard request.method == .options, request.fields["Access-Control-Request-Method"] != nil,
            let origin = request.fields["Origin"], allows(origin)
        else { return nil }
        return Response(
            status: 204,
            fields: [
                "Access-Control-Allow-Origin": origin,
                "Access-Control-Allow-Methods": methods.map(\.rawValue).joined(separator: ", "),
                "Access-Control-Allow-Headers": Self.requestFields, "Access-Control-Max-Age": Self.maximumAge,
                "Vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
            ])
    }

    /// Lets the page that asked read the answer, when its origin is listed.
    func share(_ handling: RequestHandling, with request: Request) -> RequestHandling {
        guard origins.withLock({ !$0.isEmpty }) else { return handling }
        let origin = request.fields["Origin"].flatMap { allows($0) ? $0 : nil }
        return handling.map { response in
            var response = response
            // Also for the others: what is cached for one must not be served to another.
            response.fields.append("Vary", "Origin")
            if let origin {
                response.fields["Access-Control-Allow-Origin"] = origin
                response.fields["Access-Control-Expose-Headers"] = Self.answerFields
            }
            return response
        }
    }

    /// The origin of a page that may not read the answer; `nil` where there is none, or the page is one of our own.
    func refusedOrigin(of request: Request) -> String? {
        guard let origin = request.fields["Origin"], !allows(origin) else { return nil }
        // A page sends its origin to its own server as well (Fetch Standard, "append a request `Origin` header").
        let host = origin.firstRange(of: "://").map { origin[$0.upperBound...] }
        return host.map(String.init) == request.fields["Host"] ? nil : origin
    }

    private func allows(_ origin: String) -> Bool { origins.withLock { $0.contains(origin) } }
}
