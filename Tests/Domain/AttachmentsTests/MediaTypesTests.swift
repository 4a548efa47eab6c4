import Attachments
import Testing

@Suite struct MediaTypesTests {
    @Test(arguments: [
        ("image/jpg", "image/jpeg"), ("image/pjpeg", "image/jpeg"), ("IMAGE/X-PNG", "image/png"),
        ("application/x-pdf", "application/pdf"),
        ("application/x-zip-compressed", "application/zip"), ("text/xml", "application/xml"), ("audio/mp3", "audio/mpeg"),
        ("video/mov", "video/quicktime"), ("application/CDFV2", "application/x-ole-storage"),
        ("text/plain; charset=utf-8", "text/plain"),
        (" text/plain ;charset=a;charset=b", "text/plain"),
        ("application/x-dosexec", "application/vnd.microsoft.portable-executable"),
        ("application/x-nobody-knows", "application/x-nobody-knows"), ("", ""),
    ])
    func knowsTheOtherNames(text: String, name: String) {
        #expect(MediaTypes.canonical(text) == name)
    }

    @Test func noNameMeansTwoTypes() {
        let names = MediaTypes.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0 == $0.lowercased() && $0.contains("/") })
    }

    @Test func anExtensionMeansTwoTypesOnlyWhereTheBytesTellThem() {
        let extensions = MediaTypes.all.flatMap(\.extensions)
        #expect(extensions.allSatisfy { $0 == $0.lowercased() && !$0.contains(".") })
        for ending in Set(extensions) {
            #expect(Set(MediaTypes.withExtension(ending).map(\.family)).count == 1, "\(ending)")
            #expect(Set(MediaTypes.withExtension(ending).map { $0.nature == .active }).count == 1, "\(ending)")
        }
    }

    @Test func aTypeHasAnExtensionOnce() {
        for type in MediaTypes.all { #expect(Set(type.extensions).count == type.extensions.count, "\(type.name)") }
    }

    @Test func claimsOfTheTableAreCanonical() {
        for type in MediaTypes.all { #expect(type.claims == type.claims.map(MediaTypes.canonical), "\(type.name)") }
    }
}
