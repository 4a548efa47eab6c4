import JSON
import Scanning

extension Format where Value == [ClamdEndpoint] {
    static var clamdEndpoints: Self {
        let one = Format<ClamdEndpoint>("\"unix:/run/clamav/clamd.ctl\" or \"tcp://host:3310\"") { given in
            given.text.flatMap(ClamdEndpoint.init)
        } write: {
            .string($0.description)
        }
        return .list(of: one)
    }
}
