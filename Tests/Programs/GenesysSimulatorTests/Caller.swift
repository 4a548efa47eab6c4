import Foundation
import HTTPSemantics
import JSON

@testable import GenesysSimulator

/// A caller of the core: builds calls, keeps the time, holds a token.
struct Caller {
    static let inboundPath = "/api/v2/conversations/messages/\(OpenIntegration.demoID)/inbound/open/message"

    var platform: Platform
    var now = Date(timeIntervalSince1970: 1_795_000_000)
    var token: String?

    init(_ configure: (inout PlatformConfiguration) -> Void = { _ in }, hasToken: Bool = true) {
        var configuration = PlatformConfiguration()
        configure(&configuration)
        platform = Platform(configuration, newID: { UUID() })
        if hasToken { token = login().body?["access_token"]?.string }
    }

    mutating func login() -> Answer {
        let basic = Data("lazaret-demo-client:lazaret-demo-secret".utf8).base64EncodedString()
        let fields: HTTPFields = ["Authorization": "Basic \(basic)", "Content-Type": "application/x-www-form-urlencoded"]
        return platform.handle(
            Call(.post, "/oauth/token", fields: fields, body: Array("grant_type=client_credentials".utf8)), at: now
        ).answer
    }

    /// Makes a call with the token, and a body of JSON when there is one.
    mutating func call(
        _ method: HTTPMethod, _ path: String, query: [(name: String, value: String)] = [], _ body: JSON? = nil
    ) throws -> Reply {
        var fields: HTTPFields = [:]
        if let token { fields["Authorization"] = "Bearer \(token)" }
        if body != nil { fields["Content-Type"] = "application/json; charset=utf-8" }
        return platform.handle(Call(method, path, query: query, fields: fields, body: body?.bytes ?? []), at: now)
    }

    mutating func send(_ message: JSON) throws -> Reply { try call(.post, Self.inboundPath, message) }

    /// What `GET /simulator/messages` shows.
    mutating func messages(_ query: KeyValuePairs<String, String> = [:]) throws -> [JSON] {
        try call(.get, "/simulator/messages", query: query.map { (name: $0, value: $1) }).answer.body?.array ?? []
    }
}
