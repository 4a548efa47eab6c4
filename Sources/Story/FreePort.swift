import HTTPSemantics
import HTTPServer

/// Finds a port that nobody uses, by letting the system choose one and giving it back.
package enum FreePort {
    private struct Nobody: RequestHandler {
        func receive(_ request: Request) -> Reception { .answer(Response(status: 404)) }
    }

    package static func find() throws -> UInt16 {
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        return try HTTPServer(configuration, handler: Nobody()).boundPort
    }
}
