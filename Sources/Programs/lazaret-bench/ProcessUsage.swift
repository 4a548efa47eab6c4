import Foundation

/// What a process has used so far, read from /proc (proc(5)).
struct ProcessUsage: Sendable {
    let identifier: Int32

    /// CPU seconds.
    struct CPU: Sendable {
        /// In the program itself.
        var user = 0.0
        /// In the kernel, on its behalf.
        var system = 0.0

        var total: Double { user + system }

        static func - (a: CPU, b: CPU) -> CPU { CPU(user: a.user - b.user, system: a.system - b.system) }
    }

    /// What it has used since it started.
    var cpu: CPU {
        get throws {
            let stat = try text("stat")
            // The second field is the program's name in parentheses and may hold blanks: what is counted stands behind it.
            let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
            guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return CPU() }
            return CPU(user: user / 100, system: system / 100)
        }
    }

    /// The largest resident size since the last `forgetPeak`, in bytes.
    var peakResidentBytes: Int {
        get throws {
            let line = try text("status").split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            return (line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
        }
    }

    func forgetPeak() throws {
        try Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/\(identifier)/clear_refs"))
    }

    private func text(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "/proc/\(identifier)/\(file)")), as: UTF8.self)
    }
}
