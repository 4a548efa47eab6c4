/// One standing of this process.
final class PostgresLeadership: Leadership {
    private let role: LeaderRole
    private let election: LeaderElection
    private let subscriptions: EventSubscriptions

    init(_ role: LeaderRole, _ election: LeaderElection, _ subscriptions: EventSubscriptions) {
        self.role = role
        self.election = election
        self.subscriptions = subscriptions
        election.stand(for: role)
    }

    deinit { election.resign(from: role) }

    func won() async throws { try await wait(untilLeading: true) }

    func lost() async throws { try await wait(untilLeading: false) }

    private func wait(untilLeading wanted: Bool) async throws {
        var isSo = false
        while !isSo {
            isSo = try await subscriptions.withTicket(for: .leadership(role)) { ticket in
                if election.leads(in: role) == wanted { return true }
                try await ticket.wait(atMost: .seconds(3600))
                return false
            }
        }
    }
}
