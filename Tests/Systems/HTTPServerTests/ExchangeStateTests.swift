import Testing

@testable import HTTPServer

/// The life of a request without a server around it.
@Suite struct ExchangeStateTests {
    private func reading(_ consumer: Recorder, discardLimit: Int64? = nil) -> ExchangeState {
        var state = ExchangeState()
        guard case .readHead = state.called(mayWork: true) else { return state }
        state.read(with: consumer, discardLimit: discardLimit)
        return state
    }

    private func complete(_ consumer: Recorder) -> ExchangeState {
        var state = reading(consumer)
        guard case .wait = state.called(mayWork: true) else {
            Issue.record("another step")
            return state
        }
        return state
    }

    @Test func sendsAnAnswerOnceAndOnlyInTheLastCall() {
        var state = ExchangeState()
        state.answer(Response(status: 200))
        guard case .send(let response) = state.called(mayWork: true) else {
            Issue.record("another step")
            return
        }
        #expect(response.status == 200)
        guard case .wait = state.called(mayWork: true) else {
            Issue.record("another step")
            return
        }
    }

    @Test func finishesAConsumerAndDoesNotAbandonItAfterwards() {
        let recorder = Recorder()
        var state = complete(recorder)
        guard case .suspend = state.called(mayWork: true) else {
            Issue.record("another step")
            return
        }
        guard case .wait = state.called(mayWork: true) else {
            Issue.record("another step")
            return
        }
        guard case .answer(let begun) = state.begin(), begun === recorder else {
            Issue.record("another consumer")
            return
        }
        #expect(state.begin() == nil)
        let finishes = [200, 201].map { state.finish(Response(status: $0)) }
        #expect(finishes == [true, false])
        guard case .send(let response) = state.called(mayWork: true) else {
            Issue.record("another step")
            return
        }
        #expect(response.status == 200)
        #expect(state.close() == nil)
    }

    @Test func abandonsAConsumerWhoseBodyBreaksOffOnce() {
        let recorder = Recorder()
        var state = reading(recorder)
        #expect(state.close() === recorder)
        #expect(state.close() == nil)
    }

    @Test func dropsUpToTheLimitOnceTheConsumerHasEnough() {
        var state = reading(Recorder(), discardLimit: 10)
        #expect(state.hungryConsumer != nil)
        state.stopReading()
        #expect(state.hungryConsumer == nil)
        let goesOn = [6, 4, 1].map { state.discard($0) }
        #expect(goesOn == [true, true, false])
        var unlimited = reading(Recorder())
        unlimited.stopReading()
        let goesOnForever = unlimited.discard(.max / 2)
        #expect(goesOnForever)
    }

    @Test func givesUpOnAConsumerThatHasNotBegunByAbandoningIt() {
        let recorder = Recorder()
        var state = complete(recorder)
        _ = state.called(mayWork: true)
        let (resumes, abandoned) = state.giveUp(Response(status: 503))
        #expect(resumes && abandoned === recorder)
        #expect(state.begin() == nil)
        #expect(state.close() == nil)
    }

    @Test func givesUpOnWorkThatHasBegunWithoutAbandoningItsConsumer() {
        var state = complete(Recorder())
        _ = state.called(mayWork: true)
        _ = state.begin()
        let (resumes, abandoned) = state.giveUp(Response(status: 503))
        #expect(resumes && abandoned == nil)
        let resumesAgain = state.finish(Response(status: 200))
        #expect(!resumesAgain)
        guard case .send(let response) = state.called(mayWork: true) else {
            Issue.record("another step")
            return
        }
        #expect(response.status == 503)
    }

    @Test func refusesToSuspendWhenNobodyMayWork() {
        let recorder = Recorder()
        var state = complete(recorder)
        guard case .refuse(let consumer) = state.called(mayWork: false) else {
            Issue.record("another step")
            return
        }
        #expect(consumer === recorder)
        #expect(state.close() == nil)
    }

    @Test func hasNothingToGiveUpWhileABodyArrives() {
        var state = reading(Recorder())
        let (resumes, abandoned) = state.giveUp(Response(status: 503))
        #expect(!resumes && abandoned == nil)
        #expect(state.close() != nil)
    }
}
