import Foundation
import TestSupport

extension TestFolder {
    /// The numbers of the clamd processes that run with a configuration inside this folder.
    var clamds: [Int32] {
        let numbers = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        return numbers.filter { number in
            let line = (try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)) ?? ""
            return line.contains("--config-file=\(path)/")
        }
    }
}
