internal import HTMLSanitizer
import JSON

/// Gathers what is wrong, with the place that is being looked at.
struct Findings {
    private enum Step {
        case name(String)
        case index(Int)
    }

    private static let maximum = 100

    var problems: [CardProblem] = []
    var notices: [CardProblem] = []
    private var steps: [Step] = []

    init() { steps.reserveCapacity(8) }

    mutating func enter(_ name: String) { steps.append(.name(name)) }
    mutating func enter(_ index: Int) { steps.append(.index(index)) }
    mutating func leave() { steps.removeLast() }

    /// Something is wrong here, or with a member of what is here.
    mutating func report(_ reason: String, at name: String? = nil) {
        guard problems.count < Self.maximum else { return }
        let problem = CardProblem(path: path(name), reason: reason)
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// Something was changed here.
    mutating func notice(_ reason: String) {
        if notices.count < Self.maximum { notices.append(CardProblem(path: path(nil), reason: reason)) }
    }

    /// A text was changed here, though no word of it.
    mutating func noticeOfBrackets() {
        notice("has '<' before a letter, which some clients take for markup: a blank was put behind it.")
    }

    /// A text was changed here by cleaning.
    mutating func notice(losses cleaned: Cleaned) {
        if cleaned.hasSeparatedBrackets { noticeOfBrackets() }
        if cleaned.hasCutWords { notice("has words in markup that is not shown (a script, a form, a comment), and they were cut.") }
        if cleaned.hasDroppedAddress {
            notice("has an address that was taken out: links lead to https, mailto or tel, and pictures belong in 'image'.")
        }
    }

    /// Takes back what was changed here in a form of the text that is not used.
    mutating func forgetNotices() {
        let place = path(nil)
        notices.removeAll { $0.path == place }
    }

    private func path(_ name: String?) -> String {
        (steps + (name.map { [.name($0)] } ?? [])).reduce(into: "") { path, step in
            switch step {
            case .name(let name): path += path.isEmpty ? name : ".\(name)"
            case .index(let index): path += "[\(index)]"
            }
        }
    }
}
