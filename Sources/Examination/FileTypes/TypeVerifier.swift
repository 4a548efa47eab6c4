import Attachments

/// Knows the formats of one family by their bytes.
protocol TypeVerifier: SendableMetatype {
    /// What the bytes are; `nil` when they are of no format of the family.
    ///
    /// Work is bounded by what `FileBytes` hands out. It must not fail on any bytes.
    static func verify(_ bytes: FileBytes, _ proposals: Proposals) throws -> DetectedType?
}

/// What a file may be, by its name and by what its sender claims; the likeliest first.
struct Proposals {
    let types: [MediaType]

    init(name: FileName?, claim: TypeClaim?) {
        let named = name?.extension.map(MediaTypes.withExtension) ?? []
        types = named + [claim.flatMap { MediaTypes.named($0.type) }].compactMap(\.self)
    }

    /// Whether one of the proposed types is this one.
    func contain(_ type: String) -> Bool { types.contains { $0.name == type } }

    /// These types, those in front that are proposed.
    func inFront(_ names: [String]) -> [String] { names.filter(contain) + names.filter { !contain($0) } }
}
