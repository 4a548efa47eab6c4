import Crypto
import Foundation
import HTTPClient

/// The agent's side: looks at what the platform has received, and fetches links as the platform does.
struct Agent: Sendable {
    let stage: Stage

    /// The messages of a customer's, waited for until there are so many and every link was fetched.
    func messages(of customer: Customer, atLeast count: Int) async throws -> [JSON] {
        let path = "/simulator/messages?contact=\(customer.contact)&atLeast=\(count)&settled=true&wait=15"
        let response = try await stage.http.send(.init(url: stage.platformURL + path, timeout: .seconds(20)))
        return try JSON(parsing: response.body).elements
    }

    /// Fetches a link as the platform would, and gives its bytes.
    func fetch(_ url: String) async throws -> (status: Int, bytes: [UInt8]) {
        let response = try await stage.http.send(.init(url: url, maximumResponseBytes: 32_000_000))
        return (response.status, response.body)
    }
}
