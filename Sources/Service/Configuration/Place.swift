/// Collects the problems of one reading.
final class Report {
    private(set) var problems: [ConfigurationError.Problem] = []

    func add(_ message: String, at path: String) {
        problems.append(ConfigurationError.Problem(path: path, message: message))
    }
}

/// A spot in the configuration, and where to say that something is wrong there.
struct Place {
    let path: String
    let report: Report

    /// Some keys are of the operator's choice, and so may be what belongs elsewhere: a URL with its password.
    subscript(key: String) -> Place {
        let key = key.withoutSecretParts
        return Place(path: path.isEmpty ? key : "\(path).\(key)", report: report)
    }
    subscript(index: Int) -> Place { Place(path: "\(path)[\(index)]", report: report) }

    /// The value did not come from the file.
    func from(_ variable: String) -> Place { Place(path: "\(path) (from \(variable))", report: report) }

    func problem(_ message: String) { report.add(message, at: path) }
}
