import Foundation

extension MetricsRegistry {
    /// Adds what Prometheus clients tell of their own process, read from `/proc` whenever the metrics are read.
    public func addProcessMetrics() {
        compute("process_cpu_seconds_total", .counter, help: "User and system processor time spent, in seconds.") {
            ProcessStatistics.read()?.processorSeconds
        }
        gauge("process_start_time_seconds", help: "When the process started, in seconds since 1970.") {
            ProcessStatistics.read()?.startTime
        }
        gauge("process_resident_memory_bytes", help: "Resident memory.") {
            ProcessStatistics.read()?.residentBytes
        }
        gauge("process_open_fds", help: "Open file descriptors.") {
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count) }
        }
    }
}

/// What `/proc/self/stat` tells (proc(5)); its fields are counted from 1 there.
private struct ProcessStatistics {
    let processorSeconds: Double
    let startTime: Double?
    let residentBytes: Double

    static func read() -> ProcessStatistics? {
        guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            // The second field is the program's name in parentheses and may hold anything.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[end...].split(separator: " ").dropFirst().map { Double($0) ?? 0 }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        guard fields.count >= 22, ticks > 0 else { return nil }
        return ProcessStatistics(
            processorSeconds: (fields[11] + fields[12]) / ticks,
            startTime: bootTime().map { $0 + fields[19] / ticks },
            residentBytes: fields[21] * Double(sysconf(Int32(_SC_PAGESIZE))))
    }

    /// Seconds since 1970.
    private static func bootTime() -> Double? {
        let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8)
        return text?.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
    }
}
