import Attachments
import Cards
import Egress
import Genesys
import HTTPSemantics
import HTTPServer
import JSON
import JSONForm
import Ledger
import Multipart
import Pipeline

/// The HTTP face of everything that can go wrong: status, sentence, and the members that help. In one place, and without effects.
extension Response {
    static func problem(
        _ request: Request, status: Int, _ sentence: String, members: [String: JSON] = [:]
    ) -> Response {
        var problem = ProblemDetails(status: status, error: sentence, members: members)
        problem.instance = request.path
        return problem.response(fields: [429, 503, 507].contains(status) ? ["Retry-After": "5"] : [:])
    }

    static func notFound(_ request: Request) -> Response {
        problem(request, status: 404, "There is nothing here. Check the path and the identifier.")
    }

    static func methodNotAllowed(_ request: Request, allowed: [String]) -> Response {
        var response = problem(request, status: 405, "This method is not allowed here. Use \(allowed.joined(separator: ", ")).")
        response.fields["Allow"] = allowed.joined(separator: ", ")
        return response
    }

    static func unauthorized(_ request: Request, _ sentence: String) -> Response {
        var response = problem(request, status: 401, sentence)
        response.fields["WWW-Authenticate"] = #"Bearer realm="lazaret""#
        return response
    }

    static func forbidden(_ request: Request, _ sentence: String) -> Response { problem(request, status: 403, sentence) }

    static func tooManyRequests(_ request: Request, _ wait: Duration) -> Response {
        let seconds = max(1, Int((wait / .seconds(1)).rounded(.up)))
        var response = problem(request, status: 429, "Too many requests. Try again in \(seconds) seconds.")
        response.fields["Retry-After"] = "\(seconds)"
        return response
    }

    /// Runs what needs the ledger or the store; when they fail, the answer is 503 and tells nothing of the inside.
    static func orUnavailable(_ request: Request, _ work: () async throws -> Response) async -> Response {
        do { return try await work() } catch { return refusal(of: request, error) }
    }

    /// Why a request is not taken.
    static func refusal(of request: Request, _ error: any Error) -> Response {
        switch error {
        case let error as UploadError: problem(request, status: error.status, error.sentence)
        case let error as MultipartError: problem(request, status: error.status, error.description)
        case let error as GenesysError where error.code == .unreadableEvent:
            problem(request, status: 400, error.description)
        case let error as UploadTokenError: problem(request, status: 400, error.description)
        case let error as JSONFormError: problem(request, status: error.limit == nil ? 400 : 413, error.description)
        case let error as EgressError: refusal(of: request, error)
        case let error as LedgerError where [.keyReused, .replayed].contains(error.code):
            problem(request, status: 409, error.description)
        case let error as JSONError: problem(request, status: 400, error.description)
        case let error as CardRefusal:
            problem(
                request, status: 422, error.description, members: ["problems": .array(error.problems.map(\.member))])
        case let error as FileNameError: problem(request, status: 400, error.description)
        case let error as IntakeError: refusal(of: request, error)
        case let error as OversizeError:
            problem(
                request, status: 413,
                "The request announces \(error.announced) bytes; the limit for a file is \(error.limit). Send a smaller file.",
                members: ["limit_bytes": .integer(error.limit), "file_size_bytes": .integer(error.announced)])
        default: problem(request, status: 503, "The request cannot be worked on now. Try again in a moment.")
        }
    }

    /// What is wrong with an address that a sender gave, or with what is there.
    private static func refusal(of request: Request, _ error: EgressError) -> Response {
        guard !error.isUnreachable else { return problem(request, status: 502, unreachable) }
        let status =
            switch error.code {
            // The address that was given is fine; the server behind it leads where nothing is fetched.
            case _ where error.isRefusal: error.isOfRedirect ? 422 : 400
            case .tooLarge: 413
            case .gone, .notAllowed, .rejected, .encoded: 422
            case .overloaded: 503
            case .timedOut: 504
            default: 502
            }
        return problem(
            request, status: status, "The file was not fetched from its address. \(error.description)",
            members: error.limit.map { ["limit_bytes": .integer(Int64($0))] } ?? [:])
    }

    /// Says nothing of the network that we are in: which of these it is stands in the log.
    private static let unreachable =
        "The file was not fetched from its address: it cannot be reached from here. Give the address of a public server that answers, "
        + "or try again later."

    private static func refusal(of request: Request, _ error: IntakeError) -> Response {
        switch error.code {
        case .tooLarge(let limit):
            problem(request, status: 413, error.description, members: ["limit_bytes": .integer(limit)])
        case .empty, .unnamed: problem(request, status: 400, error.description)
        case .keyReused, .replayed: problem(request, status: 409, error.description)
        case .allowanceExceeded: problem(request, status: 403, error.description)
        case .storageFull: problem(request, status: 507, error.description)
        case .unavailable: problem(request, status: 503, error.description)
        }
    }

    /// Why none of the accepted files passes: the gravest reason, and each one's state where there are several. Who has only an upload token
    /// is told which kind of thing is wrong, and nothing of how it was found.
    static func refusal(
        of attachments: [Attachment], allowed: [String], for request: Request, to reader: Recipient,
        in words: CustomerWords = CustomerWords()
    ) -> Response? {
        guard let gravest = attachments.first(where: { $0.state == .infected }) ?? attachments.first else { return nil }
        let each = attachments.map { attachment in
            JSON.object([
                "id": .string(attachment.id.description), "state": .string(attachment.state.rawValue),
                "outcome": .string(attachment.verdict.outcome.rawValue),
            ])
        }
        let members = each.count > 1 ? ["attachments": JSON.array(each)] : [:]
        var response = refusal(of: gravest, allowed: allowed, for: request, to: reader, in: words, members: members)
        if reader.isSender { response.fields["Content-Language"] = gravest.isWritten(in: words) ? words.language : "en" }
        return response
    }

    private static func refusal(
        of attachment: Attachment, allowed: [String], for request: Request, to reader: Recipient, in words: CustomerWords,
        members: [String: JSON]
    ) -> Response {
        var members = members
        members["attachment"] = .string(attachment.id.description)
        members["outcome"] = .string(attachment.verdict.outcome.rawValue)
        if !reader.isSender, let type = attachment.file.detectedType { members["detected_mime"] = .string(type) }
        if !reader.isSender, let signature = attachment.verdict.signature { members["signature"] = .string(signature) }
        // Operators and developers read English.
        let words = reader.isSender ? words : CustomerWords()
        guard attachment.verdict.outcome == .mismatch else {
            let sentence = CustomerNotice(attachment.verdict.outcome).map { words.sentence($0, file: attachment.file.name) }
            return problem(request, status: 422, sentence ?? "The file was refused by an operator.", members: members)
        }
        members["allowed_mimes"] = .array(allowed.map { .string($0) })
        let reasons = reader.isSender ? [] : attachment.verdict.reasons
        return problem(
            request, status: 415,
            reasons.isEmpty ? words.sentence(.typeNotAllowed, file: attachment.file.name) : reasons.joined(separator: " "),
            members: members)
    }
}

extension Attachment {
    /// Whether its refusal is said in these words.
    fileprivate func isWritten(in words: CustomerWords) -> Bool {
        CustomerNotice(verdict.outcome).flatMap { words.written($0, file: file.name) } != nil
    }
}

extension CardProblem {
    fileprivate var member: JSON { .object(["path": .string(path), "reason": .string(reason)]) }
}

extension MultipartError {
    /// 413 where a limit was passed, 415 for what is no form, else 400.
    fileprivate var status: Int { code == .notFormData ? 415 : limit == nil || limit == 0 ? 400 : 413 }
}

extension Request {
    /// The first value of a query's name.
    func query(named name: String) -> String? { query.first { $0.name == name }?.value }
}
