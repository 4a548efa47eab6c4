import Attachments
import Foundation
import Pipeline
import Synchronization

/// Notes every parcel and answers what the test wants.
final class ScriptedCourier: Courier {
    private let seen = Mutex<[Parcel]>([])
    private let answer: @Sendable (Int) async -> CourierAnswer

    /// - Parameter answer: is given the number of the parcel, from 1.
    init(_ answer: @escaping @Sendable (Int) async -> CourierAnswer = { _ in .delivered(remoteID: "remote", detail: "taken") }) {
        self.answer = answer
    }

    var parcels: [Parcel] { seen.withLock { $0 } }

    /// Those that carried a file.
    var links: [URL] {
        parcels.compactMap { parcel in
            if case .file(_, let link) = parcel.contents { link } else { nil }
        }
    }

    /// The words of those that carried a notice.
    var texts: [String] {
        parcels.compactMap { parcel in
            if case .notice(_, let text) = parcel.contents { text } else { nil }
        }
    }

    func deliver(_ parcel: Parcel) async -> CourierAnswer {
        await answer(
            seen.withLock { seen in
                seen.append(parcel)
                return seen.count
            })
    }
}
