/// The system calls of a program, as `strace -f -y` has written them down; those that others interrupt in its lines are put together again.
struct SystemCalls: Sendable {
    private struct Call {
        let text: String
        let begins: Int
        let ends: Int
    }

    private let calls: [Call]

    init(_ trace: String) {
        var calls: [Call] = []
        var unfinished: [Substring: (text: String, begins: Int)] = [:]
        for (number, line) in trace.split(separator: "\n").enumerated() {
            let thread = line.prefix { $0 != " " }
            let text = line.dropFirst(thread.count).drop { $0 == " " }
            if let cut = text.firstRange(of: " <unfinished ...>") {
                unfinished[thread] = (String(text[..<cut.lowerBound]), number)
            } else if text.hasPrefix("<... "), let start = unfinished.removeValue(forKey: thread) {
                calls.append(Call(text: start.text, begins: start.begins, ends: number))
            } else {
                calls.append(Call(text: String(text), begins: number, ends: number))
            }
        }
        self.calls = calls.sorted { $0.begins < $1.begins }
    }

    /// Looks for calls, each of which begins when the one before has ended.
    ///
    /// - Parameter steps: for each, parts of what its line has to say.
    /// - Returns: the first one that is not there; `nil` when all are.
    func missing(_ steps: [[String]]) -> [String]? {
        var end = -1
        for step in steps {
            guard let call = calls.first(where: { call in call.begins > end && step.allSatisfy(call.text.contains) }) else {
                return step
            }
            end = call.ends
        }
        return nil
    }
}
