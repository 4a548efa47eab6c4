public import Attachments
import JSON

/// One language of `notices`: what customers are told, where it is not Lazaret's own sentence.
public struct NoticesSection: Sendable, Hashable {
    /// By the kind of notice.
    public var texts: [CustomerNotice: NoticeTemplate] = [:]
    /// The words of the upload page.
    public var page = PageTextsSection()

    /// Nothing is replaced.
    public init() {}
}

extension NoticesSection: Section, DefaultInitializable {
    mutating func visit(_ fields: some FieldVisitor) {
        for notice in CustomerNotice.allCases {
            fields.value(notice.rawValue, &texts[notice], .optional(.sentence(placeholders: notice.placeholders)))
        }
        fields.section("page", &page)
    }
}

/// `page` of a language: the words of the upload page, where they are not Lazaret's own.
public struct PageTextsSection: Sendable, Hashable {
    /// By their names.
    public var texts: [PageText: NoticeTemplate] = [:]

    /// Nothing is replaced.
    public init() {}
}

extension PageTextsSection: Section {
    mutating func visit(_ fields: some FieldVisitor) {
        for text in PageText.allCases {
            fields.value(text.rawValue, &texts[text], .optional(.sentence(placeholders: text.placeholders)))
        }
    }
}

extension CustomerNotice {
    /// Only what is about one file can name it.
    fileprivate var placeholders: [String] {
        switch self {
        case .badRequest, .notPermitted, .tooBusy, .unavailable, .tooMany: []
        default: [NoticeTemplate.name]
        }
    }
}

extension LazaretConfiguration {
    /// What customers read in the language that is chosen.
    public var customerWords: CustomerWords {
        let section = notices[noticeLanguage]
        return CustomerWords(language: noticeLanguage, notices: section?.texts ?? [:], page: section?.page.texts ?? [:])
    }
}

extension Format where Value == NoticeTemplate {
    /// What the platform sends as one message.
    fileprivate static func sentence(placeholders: [String]) -> Self {
        let known =
            placeholders.isEmpty
            ? "no placeholders" : "no placeholders but " + placeholders.map { "{\($0)}" }.joined(separator: ", ")
        let expected = "a text of 1 to 2000 characters with \(known); a brace is written {{ or }}"
        return Format(expected) { given in
            given.text.flatMap { (1...2000).contains($0.count) ? try? NoticeTemplate($0, placeholders: placeholders) : nil }
        } write: {
            .string($0.description)
        }
    }
}

extension Format where Value == String {
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
