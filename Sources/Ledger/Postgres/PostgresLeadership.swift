/// One standing of this process.
final class PostgresLeadership: Leadership {
    private let duty: Duty
    private let candidacy: Candidacy
    private let waiters: Waiters

    init(_ duty: Duty, _ candidacy: Candidacy, _ waiters: Waiters) {
        self.duty = duty
        self.candidacy = candidacy
        self.waiters = waiters
        candidacy.stand(for: duty)
    }

    deinit { candidacy.resign(from: duty) }

    func won() async throws { try await wait(untilLeading: true) }

    func lost() async throws { try await wait(untilLeading: false) }

    private func wait(untilLeading wanted: Bool) async throws {
        var isSo = false
        while !isSo {
            isSo = try await waiters.withTicket(for: .leadership(duty)) { ticket in
                if candidacy.leads(in: duty) == wanted { return true }
                try await ticket.wait(atMost: .seconds(3600))
                return false
            }
        }
    }
}
