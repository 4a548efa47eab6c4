import Testing

@testable import Scanning

@Suite struct ClamdExchangeTests {
    @Test func asksForADescriptorScanInOneMessage() {
        var exchange = ClamdExchange(.scanDescriptor)
        #expect(exchange.next(after: .connected) == .sendDescriptor(Array("zFILDES\0\0".utf8)))
        #expect(exchange.next(after: .sent) == .receive)
        #expect(exchange.next(after: .received(Array("fd[9]: OK\0".utf8))) == answer("fd[9]: OK"))
    }

    @Test func sendsAStreamInChunksAndEndsItWithAnEmptyOne() {
        let size = ClamdExchange.chunkSize + 5
        var exchange = ClamdExchange(.scanStream(size: size))
        #expect(
            exchange.next(after: .connected) == .send(Array("zINSTREAM\0".utf8) + [0, 2, 0, 0], file: 0..<ClamdExchange.chunkSize))
        #expect(exchange.next(after: .sent) == .send([0, 0, 0, 5], file: ClamdExchange.chunkSize..<size))
        #expect(exchange.next(after: .sent) == .send([0, 0, 0, 0], file: nil))
        #expect(exchange.next(after: .sent) == .receive)
        #expect(exchange.next(after: .received(Array("stream: OK\0".utf8))) == answer("stream: OK"))
    }

    @Test func sendsAnEmptyStreamAsItsEnd() {
        var exchange = ClamdExchange(.scanStream(size: 0))
        #expect(exchange.next(after: .connected) == .send(Array("zINSTREAM\0".utf8) + [0, 0, 0, 0], file: nil))
    }

    @Test(arguments: [ClamdExchange.Event.writeFailed, .answeredEarly])
    func readsTheAnswerAfterAWriteThatFailed(_ event: ClamdExchange.Event) {
        var exchange = streaming()
        #expect(exchange.next(after: event) == .receive)
        let limit = "INSTREAM size limit exceeded. ERROR"
        #expect(exchange.next(after: .received(Array((limit + "\0").utf8))) == answer(limit, toWholeQuestion: false))
    }

    @Test func marksAnAnswerThatCameBeforeTheLastChunkWasThrough() {
        var exchange = ClamdExchange(.scanStream(size: 3))
        _ = exchange.next(after: .connected)
        #expect(exchange.next(after: .sent) == .send([0, 0, 0, 0], file: nil))
        #expect(exchange.next(after: .writeFailed) == .receive)
        #expect(exchange.next(after: .received(Array("stream: OK\0".utf8))) == answer("stream: OK", toWholeQuestion: false))
    }

    @Test func putsAnAnswerTogetherFromItsParts() {
        var exchange = asking(.scanDescriptor)
        for part in ["f", "d[9]", ": O"] { #expect(exchange.next(after: .received(Array(part.utf8))) == .receive) }
        #expect(exchange.next(after: .received(Array("K\0".utf8))) == answer("fd[9]: OK"))
    }

    @Test func endsAnAnswerAtALineFeedAsWell() {
        var exchange = asking(.scanDescriptor)
        #expect(exchange.next(after: .received(Array("COMMAND READ TIMED OUT\n".utf8))) == answer("COMMAND READ TIMED OUT"))
    }

    @Test func keepsTheLinesOfTheStatistics() {
        var exchange = asking(.statistics)
        #expect(exchange.next(after: .received(Array("POOLS: 1\n".utf8))) == .receive)
        #expect(exchange.next(after: .received(Array("END\0".utf8))) == answer("POOLS: 1\nEND"))
        var refused = asking(.statistics)
        #expect(refused.next(after: .received(Array("UNKNOWN COMMAND\n".utf8))) == .receive)
        #expect(refused.next(after: .closed) == answer("UNKNOWN COMMAND"))
    }

    @Test func keepsWhatFollowsTheFirstAnswerSoThatItIsRefused() {
        var exchange = asking(.scanDescriptor)
        #expect(exchange.next(after: .received(Array("fd[9]: OK\0fd[9]: X".utf8))) == .receive)
        #expect(exchange.next(after: .received(Array(" FOUND\0".utf8))) == answer("fd[9]: OK\0fd[9]: X FOUND"))
    }

    @Test func tellsAConnectionThatClosedFromAnAnswer() {
        var silent = asking(.scanDescriptor)
        #expect(silent.next(after: .closed) == .finish(.closedWithoutAnswer))
        var partial = asking(.scanDescriptor)
        #expect(partial.next(after: .received(Array("fd[9]: OK".utf8))) == .receive)
        #expect(partial.next(after: .closed) == .finish(.cutShort))
    }

    @Test func endsAtTheDeadlineWhateverItDoes() {
        var reading = asking(.scanDescriptor)
        #expect(reading.next(after: .deadlinePassed) == .finish(.timedOut))
        var sending = streaming()
        #expect(sending.next(after: .deadlinePassed) == .finish(.timedOut))
    }

    @Test func readsNoEndlessAnswer() {
        var exchange = asking(.scanDescriptor)
        let flood = ClamdExchange.Event.received([UInt8](repeating: 65, count: 2048))
        #expect(exchange.next(after: flood) == .receive)
        #expect(exchange.next(after: flood) == .receive)
        #expect(exchange.next(after: flood) == .finish(.answerTooLong))
    }

    private func asking(_ command: ClamdCommand) -> ClamdExchange {
        var exchange = ClamdExchange(command)
        _ = exchange.next(after: .connected)
        _ = exchange.next(after: .sent)
        return exchange
    }

    private func streaming() -> ClamdExchange {
        var exchange = ClamdExchange(.scanStream(size: 10 * ClamdExchange.chunkSize))
        _ = exchange.next(after: .connected)
        return exchange
    }

    private func answer(_ text: String, toWholeQuestion: Bool = true) -> ClamdExchange.Action {
        .finish(.answer(Array(text.utf8), toWholeQuestion: toWholeQuestion))
    }
}
