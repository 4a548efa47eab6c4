public import Egress
public import Observability

/// One entry of `downloads.credentials`: what opens the files of some hosts.
public struct DownloadCredential: Sendable, Hashable {
    /// Whom it is sent to; `nil` only until it is read.
    public var host: HostPattern?
    /// A header field of any name.
    public var header: Header?
    /// A user and a password (RFC 7617).
    public var basic: Basic?
    /// A token (RFC 6750).
    public var bearer: Secret?

    /// A header field.
    public struct Header: Sendable, Hashable {
        /// Such as `X-Api-Key`.
        public var name = ""
        /// What it says.
        public var value = Secret("")

        init() {}
    }

    /// Who asks.
    public struct Basic: Sendable, Hashable {
        /// Holds no colon.
        public var user = ""
        /// Proves it.
        public var password = Secret("")

        init() {}
    }

    init() {}
}

extension DownloadCredential: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("host", &host, .optional(.hostPattern))
        // Any of them can be read; what is written is the one that there is.
        let isUnread = header == nil && basic == nil && bearer == nil
        if isUnread || header != nil { fields.section("header", &header) }
        if isUnread || basic != nil { fields.section("basic", &basic) }
        if isUnread || bearer != nil { fields.value("bearer", &bearer, .optional(.fieldValue)) }
        let given = [header != nil, basic != nil, bearer != nil].filter(\.self).count
        fields.check("host", given == 1, "needs exactly one of header, basic and bearer beside it: what is sent to it")
    }
}

extension DownloadCredential.Header: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("name", &name, .fieldName)
        fields.required("value", &value, .fieldValue)
    }
}

extension DownloadCredential.Basic: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        fields.required("user", &user, .text)
        fields.required("password", &password, .secret(atLeast: 1))
        fields.check("user", !user.contains(":"), "must not hold a colon: it would end the name (RFC 7617)")
    }
}
