import Foundation
import Glibc

/// A private clamd that outlived its gateway.
struct ClamdRemains {
    let settings: ClamdSettings

    /// Ends it, if there is one: it would hold the socket and a gigabyte of memory.
    func end() async {
        guard let identifier = identifier() else { return }
        kill(identifier, SIGTERM)
        for _ in 0..<100 where isOurs(identifier) {
            guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { break }
        }
        if isOurs(identifier) { kill(identifier, SIGKILL) }
    }

    /// The number in the pid file, when that process still is a clamd with our configuration and not another one with a number used again.
    private func identifier() -> pid_t? {
        guard let text = try? String(contentsOf: settings.processFile, encoding: .utf8),
            let identifier = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), identifier > 1, isOurs(identifier)
        else { return nil }
        return identifier
    }

    private func isOurs(_ identifier: pid_t) -> Bool {
        // Empty for a process that has ended and waits for its parent.
        guard let commandLine = try? String(contentsOfFile: "/proc/\(identifier)/cmdline", encoding: .utf8) else { return false }
        return commandLine.contains("clamd") && commandLine.contains("--config-file=\(settings.file.path)\0")
    }
}
