internal import HTMLSanitizer
import JSON

/// Cleans every string of a value, wherever it stands, names of members too.
struct CardCleaner {
    /// How a client will take a string.
    private enum Use {
        /// Shows it as HTML.
        case html
        /// Shows it.
        case shown
        /// Sends it back or looks something up by it: it must not be changed, only refused.
        case kept
    }

    /// The members whose values are kept. By length first: this is asked of every member.
    private static func isKept(_ name: String) -> Bool {
        switch name.utf8.count {
        case 2: name == "id"
        case 3: name == "url"
        case 4: name == "type"
        case 5: name == "image" || name == "style" || name == "value" || name == "video"
        case 6: name == "action"
        case 7: name == "channel" || name == "payload" || name == "version"
        case 9: name == "messageId"
        case 10: name == "templateId"
        case 11: name == "contentType"
        case 12: name == "layoutEngine"
        case 14: name == "conversationId"
        case 16: name == "fallbackBehavior"
        default: false
        }
    }

    let sanitizer: HTMLSanitizer

    /// The value with its strings cleaned; what must not be sent is reported at its place.
    func clean(_ value: JSON, _ findings: inout Findings) -> JSON { changed(value, .shown, &findings) ?? value }

    /// The cleaned value; `nil` when it is clean as it is, so that a clean card is not written anew.
    private func changed(_ value: JSON, _ use: Use, _ findings: inout Findings) -> JSON? {
        switch value {
        case .string(let text): changed(text, use, &findings).map { .string($0) }
        case .array(let elements): changed(elements, use, &findings).map { .array($0) }
        case .object(let members): changed(members, isHTML: Self.hasHTML(members), &findings).map { .object($0) }
        default: nil
        }
    }

    private func changed(_ elements: [JSON], _ use: Use, _ findings: inout Findings) -> [JSON]? {
        var cleaned: [JSON]?
        for index in elements.indices where !isClean(elements[index], use) {
            findings.enter(index)
            if let new = changed(elements[index], use, &findings) {
                if cleaned == nil { cleaned = elements }
                cleaned?[index] = new
            }
            findings.leave()
        }
        return cleaned
    }

    private func changed(_ members: [JSON.Member], isHTML: Bool, _ findings: inout Findings) -> [JSON.Member]? {
        var cleaned: [JSON.Member]?
        for index in members.indices {
            let member = members[index]
            let use = use(of: member, isHTML: isHTML)
            if Self.isSimple(member.name), isClean(member.value, use) { continue }
            findings.enter(member.name)
            check(name: member.name, &findings)
            if let new = changed(member.value, use, &findings) {
                if cleaned == nil { cleaned = members }
                cleaned?[index].value = new
            }
            findings.leave()
        }
        return cleaned
    }

    /// Whether a first look is enough; most values are words.
    private func isClean(_ value: JSON, _ use: Use) -> Bool {
        switch value {
        case .string(let text): sanitizer.isHarmless(text) || use == .kept && HTTPSAddress.isRight(text)
        case .array, .object: false
        default: true
        }
    }

    private func use(of member: JSON.Member, isHTML: Bool) -> Use {
        switch member.value {
        case .string, .array: Self.isKept(member.name) ? .kept : isHTML && member.name == "text" ? .html : .shown
        default: .shown
        }
    }

    /// Whether the `text` of an object is HTML: that of a body, and of what says that it has markdown, which may have HTML in it.
    private static func hasHTML(_ members: [JSON.Member]) -> Bool {
        members.contains { member in
            switch member.value {
            // By length first, here as above.
            case .string(let text): member.name.utf8.count == 4 && text.utf8.count == 4 && member.name == "type" && text == "body"
            case .bool(let isMarkdown): isMarkdown && member.name == "markdown"
            default: false
            }
        }
    }

    private func changed(_ text: String, _ use: Use, _ findings: inout Findings) -> String? {
        let cleaned: Cleaned
        switch use {
        case .html: cleaned = sanitizer.html(text)
        case .shown: cleaned = sanitizer.plain(text)
        case .kept:
            cleaned = sanitizer.plain(text)
            if cleaned.text != text, cleaned.objections.isEmpty {
                findings.report(
                    "has markup or control characters, and cannot be changed without changing its meaning. Take them out.")
            }
        }
        for objection in cleaned.objections { findings.report(objection.description) }
        findings.notice(losses: cleaned)
        return cleaned.text == text ? nil : cleaned.text
    }

    private static func isSimple(_ name: String) -> Bool {
        name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || 0x30...0x39 ~= $0 || 0x61...0x7a ~= $0 | 0x20 && $0 < 0x80 }
    }

    private func check(name: String, _ findings: inout Findings) {
        guard !Self.isSimple(name) else { return }
        let cleaned = sanitizer.plain(name)
        guard cleaned.text != name || !cleaned.objections.isEmpty else { return }
        findings.report("is a name with markup or script in it. Use letters, digits and '_'.")
    }
}
