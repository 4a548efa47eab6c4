import Foundation

/// What a configuration can refer to outside its file.
struct ProcessEnvironment {
    let environment: [String: String]
    let workingFolder: String

    /// A variable that is set to something.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The first of some variables that is set to something.
    func first(of names: [String]) -> (name: String, text: String)? {
        names.lazy.compactMap { name in variable(name).map { (name, $0) } }.first
    }

    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(workingFolder)/\(path)"
    }

    /// `nil` when there is no such file, it cannot be read, or it is larger than the limit.
    static func contents(of path: String, limit: Int) -> Data? {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: limit + 1) ?? Data() else {
            return nil
        }
        return data.count <= limit ? data : nil
    }
}
