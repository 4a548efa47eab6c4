internal import Glibc

/// A file system call that failed.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why it failed; a closed set, so that callers can decide.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The disk, the quota or the largest size of a file is reached.
        case noSpace
        case notFound
        case exists
        /// Not ours to touch, or mounted read-only.
        case permission
        /// A symbolic link, a folder or a device stands where a file was meant, or the other way round.
        case wrongKind
        /// A folder that others than its owner can write to, or that belongs to somebody else.
        case exposed
        /// The process has too many files open.
        case tooManyOpen
        /// A name that is no single component of a path.
        case invalidName
        /// The device failed, or anything that is not foreseen here.
        case io
    }

    /// What was being done.
    public enum Action: String, Sendable, Hashable {
        case open, create, read, write, sync, rename, remove, list
        case makeFolder = "make the folder"
        case measure = "measure the free space of"
    }

    /// Why it failed.
    public let code: Code
    /// What was being done.
    public let action: Action
    /// Where: a path of ours, or one that the operator named.
    public let path: String
    /// The system's number of the error; zero when we refused it ourselves.
    public let systemError: CInt

    init(_ code: Code, _ action: Action, _ path: String) {
        self.code = code
        self.action = action
        self.path = path
        self.systemError = 0
    }

    /// Takes the error that the last call left in this thread's `errno`.
    init(_ action: Action, _ path: String, errno number: CInt = errno) {
        self.code = Code(number)
        self.action = action
        self.path = path
        self.systemError = number
    }

    /// What failed and what to do.
    public var description: String {
        let cause = systemError == 0 ? "" : " (error \(systemError))"
        return "Could not \(action.rawValue) \(path): \(code.explanation)\(cause)."
    }
}

extension FileError.Code {
    fileprivate init(_ number: CInt) {
        switch number {
        case ENOSPC, EDQUOT, EFBIG: self = .noSpace
        case ENOENT: self = .notFound
        case EEXIST, ENOTEMPTY: self = .exists
        case EACCES, EPERM, EROFS: self = .permission
        case ELOOP, ENOTDIR, EISDIR: self = .wrongKind
        case EMFILE, ENFILE: self = .tooManyOpen
        case ENAMETOOLONG, EINVAL: self = .invalidName
        default: self = .io
        }
    }

    fileprivate var explanation: String {
        switch self {
        case .noSpace: "no room is left; free some, or raise the quota"
        case .notFound: "there is nothing of that name; check the path"
        case .exists: "there already is something of that name; move it away if nothing else uses it"
        case .permission: "it is not permitted; give this user access, and check that it is not mounted read-only"
        case .wrongKind: "it is not the kind of file that is expected there; look who put it there"
        case .exposed: "others than its owner can change it; chown it to this user and chmod it to 0700"
        case .tooManyOpen: "too many files are open; raise the limit of open files (LimitNOFILE, ulimit -n)"
        case .invalidName: "the name is not allowed; use a single component of a path without NUL"
        case .io: "the system failed; look into the kernel's log"
        }
    }
}
