import Foundation
import Glibc

/// Runs a command and gives what it wrote, errors too.
func shell(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = readToEnd(output.fileHandleForReading.fileDescriptor)
    process.waitUntilExit()
    return text
}

/// Foundation's own takes a signal, such as the end of another child, for a failure.
private func readToEnd(_ descriptor: CInt) -> String {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = unsafe read(descriptor, &buffer, 65_536)
        if count > 0 { all += buffer.prefix(count) } else if count == 0 || errno != EINTR { break }
    }
    return String(decoding: all, as: UTF8.self)
}
