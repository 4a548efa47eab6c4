/// What a success's body says of the message that was sent; every member is optional.
struct MessageReceipt: Hashable {
    private let id: String?
    private let status: String?
    /// The codes of the reasons.
    private let codes: [String]

    /// Reads a body; an empty receipt when it is not a JSON object.
    init(_ body: [UInt8]) {
        let json = try? IncomingJSON(body)
        id = json?["id"].prose
        status = json?["status"].prose
        codes = json?["reasons"].items.compactMap { $0["code"].prose } ?? []
    }

    /// A message can fail although the call succeeded; these reasons pass by themselves.
    static let passing: Set = ["RateLimited", "ServerError", "GeneralError"]

    /// The identifier of a message that was taken.
    /// - Parameter isRequired: whether a body without one is a success at all.
    /// - Throws: `GenesysError` when the message failed, or nothing shows that it was taken.
    func messageID(of call: Endpoint, isRequired: Bool) throws(GenesysError) -> String? {
        if status == "Failed" {
            let codes = codes.filter { $0.allSatisfy(\.isLetter) && $0.count <= 64 }
            let said = "\(call.rawValue): the platform says Failed (\(codes.isEmpty ? "no reason" : codes.joined(separator: ", ")))"
            guard codes.allSatisfy(Self.passing.contains) else {
                throw GenesysError(.rejected, "\(said); check the supported content profile of the integration")
            }
            throw GenesysError(.unavailable, "\(said); try again later")
        }
        if isRequired, id == nil {
            throw GenesysError(.unreadableAnswer, "\(call.rawValue): a success without a message id; check the address of the API")
        }
        return id
    }
}
