public import Attachments
import JSON

/// One language of `notices`: what customers are told, where it is not Lazaret's own sentence.
public struct NoticesSection: Sendable, Hashable {
    /// By the kind of notice.
    public private(set) var texts: [CustomerNotice: String] = [:]

    init() {}
}

extension NoticesSection: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        for notice in CustomerNotice.allCases {
            var text = texts[notice]
            fields.value(notice.rawValue, &text, .optional(.sentence))
            texts[notice] = text
        }
    }
}

extension Format where Value == String {
    /// What the platform sends as one message.
    fileprivate static var sentence: Self {
        Format("a text of 1 to 2000 characters") { given in
            given.text.flatMap { (1...2000).contains($0.count) ? $0 : nil }
        } write: {
            .string($0)
        }
    }

    /// A language of notices (RFC 5646, as far as it is used here).
    static var language: Self {
        Format("a language tag in lower case such as \"de\" or \"pt-br\"") { given in
            given.text.flatMap { $0.wholeMatch(of: #/[a-z]{2,8}(-[a-z0-9]{2,8}){0,3}/#) == nil ? nil : $0 }
        } write: {
            .string($0)
        }
    }

    /// A topic of the platform's notifications with its gaps filled, or one of the tutorials' event types.
    static var topic: Self {
        Format(
            "a topic with the identifier in place of {id}, such as \"v2.routing.queues.0d1f8a62-7a3e-4b7c-9a55-3c1e5f7d9b21.conversations.messages\""
        ) { given in
            given.text.flatMap { $0.wholeMatch(of: #/[A-Za-z0-9._-]{1,512}/#) == nil ? nil : $0 }
        } write: {
            .string($0)
        }
    }
}
