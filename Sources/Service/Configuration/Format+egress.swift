import Egress
import JSON

extension Format where Value == HostPattern {
    /// A host, or all below a name.
    static var hostPattern: Self {
        Format("a host such as \"files.example.com\", or \"*.example.com\" for all below it, without scheme, port and path") {
            given in
            given.text.flatMap(HostPattern.init)
        } write: {
            .string($0.description)
        }
    }
}

extension Format where Value == AddressBlock {
    /// Addresses in CIDR notation.
    static var addressBlock: Self {
        Format("an address block such as \"10.1.0.0/16\" or \"fd00::/8\", with no bits set behind the prefix") { given in
            given.text.flatMap(AddressBlock.init)
        } write: {
            .string($0.description)
        }
    }
}
