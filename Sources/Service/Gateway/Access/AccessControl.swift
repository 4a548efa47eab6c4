import HTTPServer

/// Decides who comes in: by key or by upload token, and not too often.
public struct AccessControl: Sendable {
    let tokens: UploadTokens
    let crossOrigin: CrossOrigin
    private let keys: AccessKeys
    private let limits: RateLimiter
    private let unverified: UnverifiedBudget

    /// What a wrong key, token or signature costs, in requests: guessing is for the patient.
    static let costOfAGuess = 20

    /// Puts the checks together; all but the tokens can be replaced while they are in force.
    public init(
        keys: AccessKeys, tokens: UploadTokens, limits: RateLimiter = RateLimiter(.none),
        unverified: UnverifiedBudget = UnverifiedBudget(), crossOrigin: CrossOrigin = CrossOrigin()
    ) {
        self.keys = keys
        self.tokens = tokens
        self.limits = limits
        self.unverified = unverified
        self.crossOrigin = crossOrigin
    }

    /// Who the principal of a route is, or why they may not call it.
    func authorize(_ request: Request, to access: Route.Access) -> Result<Principal, Refusal> {
        // Before a key is looked at: whoever has guessed too often learns nothing, not even from a right guess.
        let client = ClientNetwork(request.clientAddress)
        let network = RateLimiter.Account.address(client)
        if access != .probe, let wait = limits.take(0, of: network) { return .failure(.tooMany(request, wait)) }
        switch access {
        case .probe: return .success(.anybody)
        case .signed: return begin(request, from: client)
        case .open: return take(network, request).map { .anybody }
        case .keys(let roles): return authorize(request, roles, withTokens: false, from: network)
        case .keysAndTokens(let roles): return authorize(request, roles, withTokens: true, from: network)
        }
    }

    /// The price of a guess is held back before a body is read, or many could be read before the first turns out wrong. Not where the last
    /// signature was right: there one address may bring as much at once as it likes.
    private func begin(_ request: Request, from network: ClientNetwork) -> Result<Principal, Refusal> {
        let charge = request.contentLength == 0 || unverified.trusts(network) ? 0 : Self.costOfAGuess
        if let wait = limits.hold(charge, of: network) { return .failure(.tooMany(request, wait)) }
        return .success(.signer(UnverifiedRequest(from: network, holding: charge, unverified, limits)))
    }

    private func noteGuess(_ request: Request) {
        _ = limits.take(Self.costOfAGuess, of: .address(ClientNetwork(request.clientAddress)))
    }

    private func authorize(
        _ request: Request, _ roles: Set<Role>, withTokens: Bool, from network: RateLimiter.Account
    ) -> Result<Principal, Refusal> {
        switch Credentials(request) {
        case .none:
            return take(network, request).flatMap {
                .failure(.init(.unauthorized(request, "Send your key as 'Authorization: Bearer <key>'.")))
            }
        case .key(let text):
            guard let key = keys.find(text) else {
                noteGuess(request)
                return .failure(
                    .init(.unauthorized(request, "This key is not known. Check it, or ask the operator for one (auth.keys).")))
            }
            return take(.key(key.name), request).flatMap {
                key.roles.isDisjoint(with: roles)
                    ? .failure(.init(.forbidden(request, "This key has none of the roles \(Self.list(roles)). Use another key.")))
                    : .success(.holder(key.name))
            }
        case .uploadToken(let text):
            return authorize(request, token: text, withTokens ? nil : roles, from: network)
        }
    }

    /// - Parameter roles: those that open the route when tokens do not.
    private func authorize(
        _ request: Request, token text: String, _ roles: Set<Role>?, from network: RateLimiter.Account
    ) -> Result<Principal, Refusal> {
        do {
            let token = try tokens.read(text)
            return take(.token(token.id), request).flatMap {
                guard let roles else { return .success(.sender(token)) }
                return .failure(
                    .init(
                        .forbidden(
                            request, "An upload token does not open this. Use a key with one of the roles \(Self.list(roles)).")))
            }
        } catch {
            let cost = error.code == .forged ? Self.costOfAGuess : 1
            return take(network, request, cost: cost).flatMap { .failure(.init(.unauthorized(request, error.description))) }
        }
    }

    private func take(_ account: RateLimiter.Account, _ request: Request, cost: Int = 1) -> Result<Void, Refusal> {
        limits.take(cost, of: account).map { .failure(.tooMany(request, $0)) } ?? .success(())
    }

    private static func list(_ roles: Set<Role>) -> String { roles.map(\.rawValue).sorted().joined(separator: ", ") }

    /// The answer to who is not let in.
    struct Refusal: Error {
        let response: Response

        init(_ response: Response) { self.response = response }

        static func tooMany(_ request: Request, _ wait: Duration) -> Refusal { Refusal(.tooManyRequests(request, wait)) }
    }
}
