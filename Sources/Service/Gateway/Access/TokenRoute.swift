import Foundation
import HTTPSemantics
import HTTPServer
import Observability

/// `POST /tokens`: an upload token, for a backend that hands it to a browser.
struct TokenRoute: Sendable {
    let tokens: UploadTokens
    let publicURL: URL
    let log: Logger

    /// Two identifiers, escaped, and a few numbers.
    private static let maximumBytes = 16_384

    func handle(_ request: Request, _ parameters: Route.Parameters, from principal: Principal) -> RequestHandling {
        .collect(limit: Self.maximumBytes) { body in
            await .orUnavailable(request) {
                let (text, token) = try tokens.make(try UploadGrant(json: body))
                log.info(
                    "Made an upload token.",
                    [
                        "token": .string(token.id), "by": .string(principal.name ?? ""), "request": .string(request.id),
                        "expires": .string(token.expires.ISO8601Format()),
                    ])
                var response = try Response.json(MintedToken(text, token, publicURL: publicURL), status: 201)
                response.fields["Cache-Control"] = "no-store"
                return response
            }
        }
    }
}
