public import Crypto
public import Foundation
public import HTTPSemantics
public import Observability

/// How customers' channels sign what they send: by one of three forms, each of which leaves one reading of the body.
///
/// What the forms sign begins with different bytes (an identifier's letter or digit; `"`; a brace, a blank or a hyphen, as the body that is
/// read), so that a signature of one form is none of another, though they share a secret.
public struct ChannelSignature: Sendable {
    /// The forms.
    public enum Form: Sendable, Hashable, CaseIterable {
        /// Standard Webhooks: a name and a time are signed with the body.
        case standardWebhooks
        /// `X-Hub-Signature-256`: the body alone is signed.
        case hub
        /// An HTTP message signature (RFC 9421): fields are signed, and with them a digest of the body, which is a file.
        case httpMessage
    }

    private let secrets: [Secret]

    /// Takes the secrets that are in force: several while one is being changed.
    public init(secrets: [Secret]) { self.secrets = secrets }

    /// The forms of which a message has any field.
    public static func forms(in fields: HTTPFields) -> [Form] {
        Form.allCases.filter { form in form.fieldNames.contains { fields[$0] != nil } }
    }

    /// Begins the check of a message's body. A message without a form, or with several, is refused.
    /// - Throws: `CryptoError` when the library fails.
    public func begin(_ head: SignedHead, now: Date) throws(CryptoError) -> RunningSignature {
        let forms = Self.forms(in: head.fields)
        guard let form = forms.first else { return RunningSignature(ending: .missing) }
        guard forms.count == 1 else { return RunningSignature(ending: .malformed) }
        switch form {
        case .hub: return try HubSignature(secrets: secrets).begin(head.fields.values(of: HubSignature.fieldName))
        case .standardWebhooks:
            guard let webhooks = StandardWebhooks(secrets: secrets) else { return RunningSignature(ending: .wrong) }
            return try webhooks.begin(head.fields, now: now)
        case .httpMessage: return try HTTPMessageSignature(secrets: secrets).begin(head, now: now)
        }
    }
}

/// What of a request's head may be signed.
public struct SignedHead: Sendable {
    let method: HTTPMethod
    let path: String
    let fields: HTTPFields
    let binding: [String]

    /// Takes a head.
    ///
    /// - Parameters:
    ///   - path: as it was sent, still percent-encoded.
    ///   - binding: the names, in lower case, of fields that have to be signed where they are there.
    public init(method: HTTPMethod, path: String, fields: HTTPFields, binding: [String]) {
        self.method = method
        self.path = path
        self.fields = fields
        self.binding = binding
    }
}

extension ChannelSignature.Form {
    fileprivate var fieldNames: [String] {
        switch self {
        case .standardWebhooks:
            [StandardWebhooks.FieldName.id, StandardWebhooks.FieldName.timestamp, StandardWebhooks.FieldName.signature]
        case .hub: [HubSignature.fieldName]
        case .httpMessage: [HTTPMessageSignature.FieldName.input, HTTPMessageSignature.FieldName.signature]
        }
    }
}
