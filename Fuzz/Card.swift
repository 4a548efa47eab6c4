import Cards
import JSON

/// Whatever is made of a request can be put in again in the platform's form, and comes out the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCard(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = input(start, count)
    guard let request = try? JSON(parsing: bytes) else { return 0 }
    precondition((try? JSON(parsing: request.bytes)) == request)
    let builder = CardBuilder()
    do {
        let card = try builder.prepare(request) { "m" }
        precondition(!CardPreview(card).html.contains("<script"))
        let again = try? builder.prepare(card.message.structured) { "m" }
        precondition(again?.message.structured == card.message.structured, "\(card.message.structured)")
    } catch let refusal as CardRefusal {
        precondition(!refusal.problems.isEmpty && refusal.problems.count <= 100, "\(refusal)")
    } catch {
        preconditionFailure("\(error)")
    }
    _ = try? CardTemplates(files: [(name: "fuzz", bytes: bytes)])
    return 0
}
