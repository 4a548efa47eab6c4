internal import HTMLSanitizer

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

    private static let kept: Set<String> = [
        "action", "channel", "contentType", "conversationId", "fallbackBehavior", "id", "image", "layoutEngine", "messageId",
        "payload",
        "style", "templateId", "type", "url", "value", "version", "video",
    ]

    let sanitizer: HTMLSanitizer

    /// The value with its strings cleaned; what must not be sent is reported at its place.
    func clean(_ value: JSON, _ findings: inout Findings) -> JSON { clean(value, .shown, &findings) }

    private func clean(_ value: JSON, _ use: Use, _ findings: inout Findings) -> JSON {
        switch value {
        case .string(let text): .string(clean(text, use, &findings))
        case .array(let elements): .array(clean(elements, use, &findings))
        case .object(let members): .object(clean(members, isHTML: Self.hasHTML(value), &findings))
        default: value
        }
    }

    private func clean(_ elements: [JSON], _ use: Use, _ findings: inout Findings) -> [JSON] {
        var cleaned: [JSON] = []
        cleaned.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            findings.enter(index)
            cleaned.append(clean(element, use, &findings))
            findings.leave()
        }
        return cleaned
    }

    private func clean(_ members: [JSON.Member], isHTML: Bool, _ findings: inout Findings) -> [JSON.Member] {
        var cleaned: [JSON.Member] = []
        cleaned.reserveCapacity(members.count)
        for member in members {
            findings.enter(member.name)
            check(name: member.name, &findings)
            cleaned.append(JSON.Member(member.name, clean(member.value, use(of: member, isHTML: isHTML), &findings)))
            findings.leave()
        }
        return cleaned
    }

    private func use(of member: JSON.Member, isHTML: Bool) -> Use {
        switch member.value {
        case .string, .array: Self.kept.contains(member.name) ? .kept : isHTML && member.name == "text" ? .html : .shown
        default: .shown
        }
    }

    /// Whether the `text` of an object is HTML: that of a body, and of what says that it has markdown, which may have HTML in it.
    private static func hasHTML(_ object: JSON) -> Bool { object["type"] == "body" || object["markdown"] == true }

    private func clean(_ text: String, _ use: Use, _ findings: inout Findings) -> String {
        let cleaned: Cleaned
        switch use {
        case .html: cleaned = sanitizer.html(text)
        case .shown: cleaned = sanitizer.plain(text)
        case .kept:
            guard !HTTPSAddress.isRight(text) else { return text }
            cleaned = sanitizer.plain(text)
            if cleaned.text != text, cleaned.objections.isEmpty {
                findings.report(
                    "has markup or control characters, and cannot be changed without changing its meaning. Take them out.")
            }
        }
        for objection in cleaned.objections { findings.report(objection.description) }
        return cleaned.text
    }

    private func check(name: String, _ findings: inout Findings) {
        let isSimple = name.utf8.allSatisfy {
            $0 == UInt8(ascii: "_") || 0x30...0x39 ~= $0 || 0x61...0x7a ~= $0 | 0x20 && $0 < 0x80
        }
        guard !isSimple else { return }
        let cleaned = sanitizer.plain(name)
        guard cleaned.text != name || !cleaned.objections.isEmpty else { return }
        findings.report("is a name with markup or script in it. Use letters, digits and '_'.")
    }
}
