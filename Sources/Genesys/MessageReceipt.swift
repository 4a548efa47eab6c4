import Foundation

/// What a success's body says of the message that was sent; every member is optional.
struct MessageReceipt: Decodable, Hashable {
    struct Reason: Decodable, Hashable {
        var code: String?
    }

    var id: String?
    var status: String?
    var reasons: [Reason]?

    /// Reads a body; an empty receipt when it is not a JSON object.
    init(_ body: [UInt8]) {
        self = (try? JSONDecoder().decode(MessageReceipt.self, from: Data(body))) ?? MessageReceipt()
    }

    private init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try? container.decode(String.self, forKey: .id)
        status = try? container.decode(String.self, forKey: .status)
        reasons = try? container.decode([Reason].self, forKey: .reasons)
    }

    private enum CodingKeys: CodingKey { case id, status, reasons }

    /// A message can fail although the call succeeded; these reasons pass by themselves.
    static let passing: Set = ["RateLimited", "ServerError", "GeneralError"]

    /// The identifier of a message that was taken.
    /// - Parameter isRequired: whether a body without one is a success at all.
    /// - Throws: `GenesysError` when the message failed, or nothing shows that it was taken.
    func messageID(of call: Call, isRequired: Bool) throws(GenesysError) -> String? {
        if status == "Failed" {
            let codes = (reasons ?? []).compactMap(\.code).filter { $0.allSatisfy(\.isLetter) && $0.count <= 64 }
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
