/// What may pass. Pure: the same verdict gives the same decision.
public struct Policy: Sendable, Hashable {
    /// Bytes of one file.
    public var maximumSize: Int64
    /// Files of one message.
    public var maximumFilesPerMessage: Int
    /// Canonical media types, lower case. `image/*` allows a whole family, but nothing in it that can run code: that is named or refused.
    public var allow: [String]
    /// What becomes of a file that needs a password.
    public var onEncrypted: Disposition
    /// What becomes of a file with office macros.
    public var onMacro: Disposition
    /// What becomes of a file with other scripts or actions.
    public var onActiveContent: Disposition
    /// What becomes of a file that no engine can judge.
    public var onUnscannable: Disposition

    /// What an operator wants done with a doubtful file, the mildest first.
    public enum Disposition: String, Sendable, Hashable, CaseIterable {
        /// Let it through.
        case deliver
        /// Keep it until an operator decides.
        case hold
        /// Destroy it.
        case reject
    }

    /// The defaults let through what the chat window itself offers, and hold what is doubtful.
    public init(
        maximumSize: Int64 = 10_000_000, maximumFilesPerMessage: Int = 3,
        allow: [String] = ["image/png", "image/jpeg", "application/pdf", "text/plain"], onEncrypted: Disposition = .hold,
        onMacro: Disposition = .reject, onActiveContent: Disposition = .hold, onUnscannable: Disposition = .hold
    ) {
        self.maximumSize = maximumSize
        self.maximumFilesPerMessage = maximumFilesPerMessage
        self.allow = allow
        self.onEncrypted = onEncrypted
        self.onMacro = onMacro
        self.onActiveContent = onActiveContent
        self.onUnscannable = onUnscannable
    }

    /// What becomes of an attachment: the sternest of what its findings call for. `nil` while an examiner has not answered, which no policy
    /// can overrule.
    public func decide(_ verdict: Verdict) -> Decision? {
        guard let decision = decision(on: verdict.outcome, verdict.activeContent) else { return nil }
        return verdict.findings.compactMap { self.decision(on: $0.kind) }.reduce(decision, max)
    }

    /// What a finding of this kind calls for by itself; `nil` when it says only that an examiner has not answered.
    public func decision(on kind: Finding.Kind) -> Decision? { decision(on: kind.outcome, kind.activeContent) }

    private func decision(on outcome: Outcome, _ activeContent: ActiveContent?) -> Decision? {
        switch outcome {
        case .pending, .error: nil
        case .clean: .release
        case .infected: .destroy
        case .mismatch: .reject
        case .encrypted: onEncrypted.decision
        case .active: disposition(of: activeContent).decision
        case .limit, .unscannable: onUnscannable.decision
        }
    }

    /// The first of what a file's bytes are that is allowed; the first of all when none is.
    public func reading(of type: FileType) -> FileType { ([type] + type.alternatives).first(where: allows) ?? type }

    /// What speaks against a type of file; `nil` when it is allowed.
    public func objection(to type: FileType) -> Finding? {
        guard !([type] + type.alternatives).contains(where: allows) else { return nil }
        return Finding(.typeNotAllowed, by: "policy", detail: "Files of the type \(type.name) are not allowed.")
    }

    /// Plain texts are also allowed as what their bytes look like, and all of them by `text/plain`.
    private func allows(_ type: FileType) -> Bool {
        let names = type.isPlainText ? [type.name, type.ofBytes, "text/plain"] : [type.name]
        return names.contains { allows($0) }
    }

    /// Whether files of a type may pass at all.
    public func allows(_ mediaType: String) -> Bool {
        let type = MediaTypes.canonical(mediaType)
        return allow.contains { entry in
            guard entry.hasSuffix("/*") else { return MediaTypes.canonical(entry) == type }
            return Self.isHarmless(type) && type.hasPrefix(entry.lowercased().dropLast())
        }
    }

    /// Whether a family may let a type in. What nobody knows may run: only pictures, sounds, films and the like are taken unknown.
    private static func isHarmless(_ type: String) -> Bool {
        guard let known = MediaTypes.named(type) else { return !["application/", "text/"].contains(where: type.hasPrefix) }
        return known.nature != .active
    }

    /// Active content of an unknown kind gets the sterner treatment.
    private func disposition(of activeContent: ActiveContent?) -> Disposition {
        switch activeContent {
        case .macro: onMacro
        case .script: onActiveContent
        case nil: max(onMacro, onActiveContent)
        }
    }
}

extension Policy.Disposition: Comparable {
    /// What its name says, as a decision.
    var decision: Decision {
        switch self {
        case .deliver: .release
        case .hold: .hold
        case .reject: .reject
        }
    }

    /// Whether it is milder than another.
    public static func < (a: Self, b: Self) -> Bool { a.severity < b.severity }

    private var severity: Int {
        switch self {
        case .deliver: 0
        case .hold: 1
        case .reject: 2
        }
    }
}
