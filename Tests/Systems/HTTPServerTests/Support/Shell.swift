import Glibc
import Synchronization

/// Runs a command and gives what it wrote, errors too.
///
/// Not with Foundation's `Process`: it lists each open descriptor to close it in the child, and crashes when others open more meanwhile.
/// Here no descriptor needs that: all are closed when a program starts.
func shell(_ command: String) throws -> String {
    let (child, output) = try starting.withLock { _ in try start(command) }
    defer { close(output) }
    let text = readToEnd(output)
    var status: CInt = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR { continue }
    return text
}

/// One at a time, so that no child gets the pipe of another before it is marked.
private let starting = Mutex(())

private func start(_ command: String) throws -> (child: pid_t, output: CInt) {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Client.Failure(what: "pipe: \(errno)") }
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] { unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor) }
    let words = ["sh", "-c", command]
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { word in unsafe strdup(word) }
    unsafe arguments.append(nil)
    defer { for index in words.indices { unsafe free(arguments[index]) } }
    var child: pid_t = 0
    let result = unsafe posix_spawn(&child, "/bin/sh", &actions, nil, &arguments, environ)
    guard result == 0 else { throw Client.Failure(what: "posix_spawn: \(result)") }
    return (child, ends[0])
}

/// A signal, such as the end of another child, is no failure.
private func readToEnd(_ descriptor: CInt) -> String {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = unsafe read(descriptor, &buffer, 65_536)
        if count > 0 { all += buffer.prefix(count) } else if count == 0 || errno != EINTR { break }
    }
    return String(decoding: all, as: UTF8.self)
}
