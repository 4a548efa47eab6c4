import Crypto
import Foundation

/// `X-Hub-Signature-256`, made and checked here anew: the story takes nobody's word for it.
enum Signature {
    static let field = "X-Hub-Signature-256"

    static func of(_ body: [UInt8], _ secret: String) throws -> String {
        let code = try HMACSHA256.authenticate(key: Array(secret.utf8), message: body)
        return "sha256=" + Data(code.bytes).base64EncodedString()
    }
}
