import Application
import Configuration
import Foundation
import Gateway
import Notation
import Observability

/// `lazaret token`
struct TokenCommand: Command {
    static let name = "token"
    static let summary = "Make an upload token, for a browser to send files with."
    static let help = """
        Makes a short-lived token with which files can be sent into one conversation, and nothing else be done. The gateway
        need not run; it takes the token as long as both read the same secret (auth.tokenSecret, or the state folder's own).

        Usage: lazaret token --conversation ID [--contact ID] [--lifetime 15m] [--max-bytes N] [--max-files N]
                             [--config FILE] [--json]

          --conversation ID  every file goes into this conversation
          --contact ID       every file is from this customer; else the request has to name one
          --lifetime TIME    until it runs out, such as 15m or 1h; tokens.lifetime when absent
          --max-bytes N      of one file, where the policy allows more
          --max-files N      in all, over every request
          --config FILE      else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json
          --json             the token with its end and the address to send files to

        Example: lazaret token --conversation 3fa85f64-5717-4562-b3fc-2c963f66afa6 --contact customer-1 --max-files 3
        """

    private let file: String?
    private let grant: UploadGrant
    private let json: Bool

    init(_ arguments: inout Arguments) throws {
        file = try arguments.value(of: "--config")
        json = arguments.flag("--json")
        guard let conversation = try arguments.value(of: "--conversation") else {
            throw CommandError.usage("Name the conversation: lazaret token --conversation ID")
        }
        grant = UploadGrant(
            conversationID: conversation, contactID: try arguments.value(of: "--contact"),
            lifetime: try Self.lifetime(try arguments.value(of: "--lifetime")),
            maximumSize: try Self.number(try arguments.value(of: "--max-bytes"), "--max-bytes"),
            maximumFiles: try Self.number(try arguments.value(of: "--max-files"), "--max-files").map(Int.init))
        try arguments.end()
    }

    func run() async throws -> ExitCode {
        let configuration = try ConfigurationFile.load(file)
        let tokens = configuration.uploadTokens(secret: try Self.secret(of: configuration), now: { Date() })
        do {
            let (text, token) = try tokens.make(grant)
            let publicURL = configuration.server.publicURL(port: configuration.server.port)
            print(json ? try MintedToken(text, token, publicURL: publicURL).json() : text)
        } catch let error as UploadTokenError {
            throw CommandError.usage(error.description)
        }
        return .done
    }

    /// Reads the state folder's secret even while a gateway holds the folder; makes one only when there is none, and so no gateway yet.
    private static func secret(of configuration: LazaretConfiguration) throws -> [UInt8] {
        if let secret = configuration.auth.tokenSecret { return Array(secret.reveal().utf8) }
        return try StateFolder.secret(StateFolder.linkSecret, in: configuration.data)
            ?? StateFolder(configuration.data).secret(StateFolder.linkSecret)
    }

    private static func lifetime(_ text: String?) throws -> Duration? {
        guard let text else { return nil }
        guard let lifetime = DurationNotation.parse(text) else {
            throw CommandError.usage("--lifetime: '\(text)' is no duration; write it as 15m or 1h30m.")
        }
        return lifetime
    }

    private static func number(_ text: String?, _ option: String) throws -> Int64? {
        guard let text else { return nil }
        guard let number = Int64(text) else { throw CommandError.usage("\(option): '\(text)' is no whole number.") }
        return number
    }
}
