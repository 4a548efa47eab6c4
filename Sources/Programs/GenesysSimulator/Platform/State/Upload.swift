/// A file that was announced and is not here yet.
struct Upload: Sendable {
    let name: String
    let bytes: Int
}
