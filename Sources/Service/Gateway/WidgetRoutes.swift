import Attachments
import HTTPServer
import Pipeline

/// `GET /widget-config.json` and `/widget-config.js`: the policy's limits, for chat windows and upload pages.
struct WidgetRoutes: Sendable {
    let policy: LivePolicy
    /// What customers read on the upload page.
    let words: CustomerWords

    func json(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        answer(request, type: "application/json") { $0 }
    }

    func script(_ request: Request, _ parameters: Route.Parameters) -> RequestHandling {
        answer(request, type: "text/javascript; charset=utf-8") { Array(Self.before.utf8) + $0 + Array(Self.behind.utf8) }
    }

    private func answer(
        _ request: Request, type: String, write: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> RequestHandling {
        .respond {
            await .orUnavailable(request) {
                let bytes = write(try JSONBody.encode(WidgetConfiguration(policy.current, words)))
                return try .cacheable(bytes, type: type, for: request)
            }
        }
    }

    /// Puts the limits where the widgets look for them, and leaves what else is there.
    private static let before =
        "(function (limits) {\n  window.lazaretWidgetConfig = limits;\n"
        + "  var widget = window.purecloudWebMessaging = window.purecloudWebMessaging || {};\n"
        + "  widget.settings = widget.settings || {};\n  widget.settings.fileUpload = limits.fileUpload;\n})("
    private static let behind = ");\n"
}
