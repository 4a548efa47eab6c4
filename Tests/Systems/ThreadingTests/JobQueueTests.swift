import Testing

@testable import Threading

@Suite struct JobQueueTests {
    @Test func givesJobsInTheirOrderWhileMoreArrive() {
        let queue = JobQueue<Int>()
        var taken: [Int] = []
        for number in 0..<1000 {
            queue.append(number)
            if number % 3 == 0, let job = queue.next() { taken.append(job) }
        }
        queue.close()
        while let job = queue.next() { taken.append(job) }
        #expect(taken == Array(0..<1000))
    }

    @Test func finishesWhatIsQueuedAfterItIsClosed() {
        let queue = JobQueue<Int>()
        for number in 1...3 { queue.append(number) }
        queue.close()
        #expect([queue.next(), queue.next(), queue.next(), queue.next(), queue.next()] == [1, 2, 3, nil, nil])
    }

    @Test func letsGoOfAJobOnceItIsTaken() {
        final class Payload {}
        let queue = JobQueue<Payload>()
        weak var first: Payload?
        do {
            let payload = Payload()
            first = payload
            queue.append(payload)
            queue.append(Payload())
        }
        #expect(first != nil)
        _ = queue.next()
        #expect(first == nil)
    }
}
