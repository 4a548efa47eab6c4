@testable import JSONForm

/// One file of a message, whichever way it came.
struct ReadFile: Equatable, CustomStringConvertible {
    var data: [UInt8]?
    var url: String?
    var named: FileDescription?

    var text: String? { data.map { String(decoding: $0, as: UTF8.self) } }
    var description: String { "\(named?.name ?? "-") \(named?.claimedType ?? "-") \(text ?? url ?? "-")" }
}

struct ReadMessage: Equatable {
    var message = JSONMessage()
    var files: [ReadFile] = []
}

/// Reads a whole body that arrives in chunks of the given sizes, over and over; at once without any.
func readMessage(_ body: [UInt8], chunks: [Int] = [], limits: JSONFormLimits = JSONFormLimits()) throws -> ReadMessage {
    var parser = JSONFormParser(limits: limits)
    var files: [ReadFile] = []
    var start = 0
    var turn = 0
    while start < body.count {
        let end = min(start + (chunks.isEmpty ? body.count : chunks[turn % chunks.count]), body.count)
        try unsafe parser.parse(body.span.bytes.extracting(start..<end)) { event in
            switch event {
            case .fileBegan: files.append(ReadFile(data: []))
            case .fileData(let data):
                let piece = unsafe data.withUnsafeBytes { unsafe [UInt8]($0) }
                files[files.count - 1].data?.append(contentsOf: piece)
            case .fileEnded(let description): files[files.count - 1].named = description
            case .remoteFile(let url, let description): files.append(ReadFile(url: url, named: description))
            }
        }
        (start, turn) = (end, turn + 1)
    }
    return ReadMessage(message: try parser.finish(), files: files)
}

func readMessage(_ body: String, chunks: [Int] = [], limits: JSONFormLimits = JSONFormLimits()) throws -> ReadMessage {
    try readMessage(Array(body.utf8), chunks: chunks, limits: limits)
}

/// The code with which a body is refused; `nil` when it is taken.
func refusal(of body: [UInt8], chunks: [Int] = [], limits: JSONFormLimits = JSONFormLimits()) throws -> JSONFormError.Code? {
    do {
        _ = try readMessage(body, chunks: chunks, limits: limits)
        return nil
    } catch let error as JSONFormError {
        return error.code
    }
}
