import Application
import Foundation

/// The options of `lazaret card`.
struct CardOptions: Sendable {
    let configuration: String?
    let json: Bool
    let picture: String?
    let idempotencyKey: String?
    let url: String?
    let key: String?

    init(_ arguments: inout Arguments) throws {
        configuration = try arguments.value(of: "--config")
        json = arguments.flag("--json")
        picture = try arguments.value(of: "--png")
        idempotencyKey = try arguments.value(of: "--idempotency-key")
        url = try arguments.value(of: "--url")
        key = try arguments.value(of: "--key")
    }

    /// The gateway that they name; else `LAZARET_URL`, else this machine's usual port.
    func gateway() throws -> GatewayClient {
        let environment = ProcessInfo.processInfo.environment
        return try GatewayClient(
            url: url ?? environment["LAZARET_URL"] ?? "http://127.0.0.1:8080", key: key, environment: environment)
    }
}
