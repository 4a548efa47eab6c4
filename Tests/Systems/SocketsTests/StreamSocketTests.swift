import Foundation
import Glibc
import Sockets
import Testing

@Suite struct StreamSocketTests {
    private var soon: ContinuousClock.Instant { .now + .seconds(20) }

    @Test func carriesBytesBothWaysOverTCP() throws {
        let listener = Listener(loopback: ())
        listener.serveOnce { peer in
            var byte: UInt8 = 0
            while unsafe read(peer, &byte, 1) == 1, byte != 0 { _ = unsafe write(peer, &byte, 1) }
        }
        let socket = try StreamSocket.connect(to: .tcp(host: "localhost", port: listener.port), deadline: soon)
        try socket.send(Array("hello\0".utf8).span, deadline: soon)
        #expect(try receiveAll(socket) == Array("hello".utf8))
    }

    @Test func passesADescriptorWhosePositionStaysWhereItIs() throws {
        let path = temporarySocketPath()
        defer { unsafe unlink(path) }
        let listener = Listener(unix: path)
        let file = "/tmp/lz-\(UUID().uuidString)"
        try Data("0123456789".utf8).write(to: URL(filePath: file))
        defer { unsafe unlink(file) }
        let handle = try #require(FileHandle(forReadingAtPath: file))
        try handle.seek(toOffset: 4)
        let answer = Received()
        listener.serveOnce { peer in
            let passed = receiveDescriptor(peer)
            var bytes = [UInt8](repeating: 0, count: 10)
            let count = unsafe pread(passed, &bytes, 10, 0)
            answer.set(Array(bytes[..<max(0, count)]))
            close(passed)
            _ = unsafe write(peer, bytes, 1)
        }
        let socket = try StreamSocket.connect(to: .unix(path: path), deadline: soon)
        try socket.send([7 as UInt8].span, passing: handle.fileDescriptor, deadline: soon)
        _ = try receiveAll(socket)
        #expect(answer.value == Array("0123456789".utf8))
        #expect(try handle.offset() == 4)
    }

    @Test func sendsAPartOfAFileAndReportsOneThatIsTooShort() throws {
        let listener = Listener(loopback: ())
        listener.serveOnce { peer in
            var bytes = [UInt8](repeating: 0, count: 4)
            let count = unsafe recv(peer, &bytes, 4, CInt(MSG_WAITALL))
            _ = unsafe write(peer, bytes, max(0, count))
        }
        let file = "/tmp/lz-\(UUID().uuidString)"
        try Data("0123456789".utf8).write(to: URL(filePath: file))
        defer { unsafe unlink(file) }
        let handle = try #require(FileHandle(forReadingAtPath: file))
        let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: listener.port), deadline: soon)
        #expect(
            failure {
                try socket.send(file: handle.fileDescriptor, range: 8..<12, deadline: soon)
            } == .fileUnreadable)
        try socket.send(file: handle.fileDescriptor, range: 3..<7, deadline: soon)
        #expect(try receiveAll(socket) == Array("3456".utf8))
    }

    @Test func namesWhyNoConnectionComesAbout() throws {
        let path = temporarySocketPath()
        #expect(failure { try StreamSocket.connect(to: .unix(path: path), deadline: soon) } == .notFound)
        let long = "/tmp/" + String(repeating: "x", count: 200)
        #expect(failure { try StreamSocket.connect(to: .unix(path: long), deadline: soon) } == .pathTooLong)
        let port = Listener(loopback: ()).port
        #expect(failure { try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: port), deadline: soon) } == .refused)
        #expect(
            failure {
                try StreamSocket.connect(to: .tcp(host: "no-such-host.invalid", port: 1), deadline: soon)
            } == .notFound)
    }

    @Test func refusesAUnixSocketWhoseQueueIsFull() throws {
        let path = temporarySocketPath()
        defer { unsafe unlink(path) }
        let listener = Listener(unix: path, backlog: 0)
        let first = try StreamSocket.connect(to: .unix(path: path), deadline: soon)
        #expect(failure { try StreamSocket.connect(to: .unix(path: path), deadline: soon) } == .refused)
        withExtendedLifetime((listener, first)) {}
    }

    @Test func givesUpAtTheDeadlineWhenNobodySpeaksOrReads() throws {
        let listener = Listener(loopback: ())
        let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: listener.port), deadline: soon)
        var byte: [UInt8] = [0]
        #expect(
            failure {
                var span = byte.mutableSpan
                _ = try socket.receive(into: &span, deadline: .now + .milliseconds(30))
            } == .timedOut)
        let flood = [UInt8](repeating: 0, count: 32 << 20)
        #expect(failure { try socket.send(flood.span, deadline: .now + .milliseconds(300)) } == .timedOut)
    }

    @Test func reportsAPeerThatClosedInsteadOfDyingOfSIGPIPE() throws {
        let listener = Listener(loopback: ())
        listener.serveOnce { _ in }
        let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: listener.port), deadline: soon)
        let flood = [UInt8](repeating: 0, count: 32 << 20)
        #expect(failure { try socket.send(flood.span, deadline: soon) } == .closed)
    }

    @Test func stopsSendingWhenTheOtherSideSpeaks() throws {
        let listener = Listener(loopback: ())
        let isDone = Received()
        listener.serveOnce { peer in
            _ = unsafe write(peer, "no", 2)
            while isDone.value.isEmpty { usleep(1000) }
        }
        let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: listener.port), deadline: soon)
        let flood = [UInt8](repeating: 0, count: 64 << 20)
        #expect(try socket.send(flood.span, yieldsToInput: true, deadline: soon) == false)
        isDone.set([1])
    }

    @Test func endsAWaitingCallWhenInterrupted() throws {
        let listener = Listener(loopback: ())
        let socket = try StreamSocket.connect(to: .tcp(host: "127.0.0.1", port: listener.port), deadline: soon)
        let start = ContinuousClock.now
        Thread.detachNewThread { socket.interrupt() }
        #expect(try receiveAll(socket) == [])
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    private func receiveAll(_ socket: StreamSocket) throws -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 100)
        while true {
            var span = buffer.mutableSpan
            let count = try socket.receive(into: &span, deadline: soon)
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    private func failure<Value>(_ body: () throws -> Value) -> SocketError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? SocketError)?.code
        }
    }
}
