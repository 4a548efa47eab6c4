import Foundation
import HTTPServer
import Observability

extension HTTPServer {
    /// Reads certificate and key again, at SIGHUP: the same files as at the start.
    func renewCertificate(at now: Date, log: Logger) {
        do {
            if try reloadCertificate() { log.info("The server's certificate was read again.") }
        } catch {
            log.error("The server's certificate was not read again; the old one stays in use.", ["cause": .string("\(error)")])
        }
        warnOfCertificate(at: now, to: log)
    }

    /// Says when the certificate has ended, or ends within two weeks: clients refuse it then, and nobody tells the server.
    func warnOfCertificate(at now: Date, to log: Logger) {
        guard let end = certificateEnd, end < now.addingTimeInterval(14 * 86_400) else { return }
        let fields: Logger.Fields = ["end": .string(end.formatted(.iso8601))]
        if end < now {
            log.warning("The server's certificate has expired: clients refuse it. Renew it, then send SIGHUP.", fields)
        } else {
            log.warning("The server's certificate ends soon. Renew it, then send SIGHUP.", fields)
        }
    }
}
