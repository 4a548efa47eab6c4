import Attachments
import HTTPSemantics
import HTTPServer
import JSON

/// Tells holders of upload tokens, who are customers, in the language of the configuration why a request is refused. The sentence for
/// developers goes to `detail`.
struct CustomerLanguage: Middleware {
    let words: CustomerWords

    func handle(_ request: RoutedRequest, next: (RoutedRequest) -> RequestHandling) -> RequestHandling {
        guard !words.notices.isEmpty, case .uploadToken = Credentials(request.request) else { return next(request) }
        return next(request).map(translated)
    }

    /// What already speaks the language, as it is about a file that is known, stays.
    private func translated(_ response: Response) -> Response {
        guard response.fields["Content-Language"] == nil, let notice = CustomerNotice(status: response.status),
            let sentence = words.written(notice), case .bytes(let bytes) = response.body,
            case .object(let members)? = try? JSON(parsing: bytes)
        else { return response }
        var problem = members.filter { $0.name != "error" && $0.name != "detail" }
        problem += members.filter { $0.name == "error" }.map { JSON.Member("detail", $0.value) }
        problem.append(JSON.Member("error", .string(sentence)))
        var response = response
        response.body = .bytes(JSON.object(problem).bytes)
        response.fields["Content-Language"] = words.language
        return response
    }
}

extension CustomerNotice {
    /// What a status says to a customer; `nil` where it says nothing that is the customer's.
    fileprivate init?(status: Int) {
        switch status {
        case 400: self = .badRequest
        case 401, 403: self = .notPermitted
        case 413: self = .tooLarge
        case 415: self = .typeNotAllowed
        case 422: self = .notChecked
        case 429: self = .tooBusy
        case 503, 507: self = .unavailable
        default: return nil
        }
    }
}
