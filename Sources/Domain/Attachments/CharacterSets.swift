internal import Foundation

/// Character sets by the names that IANA's registry and senders give them.
enum CharacterSets {
    /// The text of the bytes; `nil` when the set is not known, or does not have all of them.
    ///
    /// - Parameter name: in lower case.
    static func decode(_ bytes: [UInt8], _ name: String) -> String? {
        switch name {
        case "utf-8", "utf8": String(validating: bytes, as: UTF8.self)
        case "us-ascii", "ascii": bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : nil
        default: encoding(name).flatMap { String(bytes: bytes, encoding: $0) }
        }
    }

    /// Core Foundation numbers what Foundation has no name for (CFStringEncodingExt.h); the highest bit says so.
    private static func encoding(_ name: String) -> String.Encoding? {
        (isoLatin(name) ?? windows(name) ?? others[name]).map { String.Encoding(rawValue: 0x8000_0000 | $0) }
    }

    private static func isoLatin(_ name: String) -> UInt? {
        guard name.hasPrefix("iso-8859-"), let part = UInt(name.dropFirst(9)), 1...16 ~= part else { return nil }
        return 0x0200 + part
    }

    private static func windows(_ name: String) -> UInt? {
        let prefix = ["windows-", "cp"].first(where: name.hasPrefix) ?? name
        return windowsPages.firstIndex(of: String(name.dropFirst(prefix.count))).map { 0x0500 + UInt($0) }
    }

    private static let windowsPages = ["1252", "1250", "1251", "1253", "1254", "1255", "1256", "1257", "1258"]

    private static let others: [String: UInt] = [
        "koi8-r": 0x0A02, "koi8-u": 0x0A08, "shift_jis": 0x0420, "windows-31j": 0x0420, "euc-jp": 0x0920, "iso-2022-jp": 0x0820,
        "gb2312": 0x0632, "gbk": 0x0632, "gb18030": 0x0632, "big5": 0x0A03, "euc-kr": 0x0422, "ks_c_5601-1987": 0x0422,
    ]
}
