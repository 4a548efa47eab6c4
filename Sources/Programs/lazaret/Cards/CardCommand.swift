/// `lazaret card`
struct CardCommand: Command {
    static let name = "card"
    static let summary = "Check a rich card, show how it will look, send it, or see how cards fare."
    static let help = """
        Builds, cleans and checks a card as the gateway would, and prints what would be sent, or the page that shows how the
        customer will see it; nothing is sent then. 'send' hands it to a running gateway, which sends it once for its messageId,
        and waits for the outcome. 'stats' asks the gateway how the cards of the last day fared.

        Usage: lazaret card check [--config FILE] [--json] FILE|-
               lazaret card preview [--config FILE] [--png PICTURE] FILE|-
               lazaret card send [--url URL] [--key KEY] [--idempotency-key KEY] [--json] FILE|-
               lazaret card stats [--url URL] [--key KEY] [--json]

          --config FILE   else LAZARET_CONFIG, ./lazaret.json, /etc/lazaret/lazaret.json
          --json          the answer, or the problems, as one JSON object
          --png PICTURE   write a picture instead, made by chromium; it shows no remote pictures
          --url URL       of the gateway; else LAZARET_URL, else http://127.0.0.1:8080
          --key KEY       with the role cards; better in LAZARET_KEY, where other users do not see it
          FILE            a request for POST /cards, or a finished card; - for the standard input

        Exit code 1 when the card is refused or was not sent, 3 when the gateway cannot be reached or cannot take it now.

        Example: LAZARET_KEY=… lazaret card send order.json
        """

    private let work: any CardWork

    init(_ arguments: inout Arguments) throws {
        let options = try CardOptions(&arguments)
        let operands = try arguments.operands()
        switch (operands.first, operands.count) {
        case ("check", 2): work = try CardShowing(file: operands[1], isPreview: false, options)
        case ("preview", 2): work = try CardShowing(file: operands[1], isPreview: true, options)
        case ("send", 2): work = CardSending(file: operands[1], options)
        case ("stats", 1): work = CardCounting(options)
        default:
            throw CommandError.usage(
                "Say what to do with which card: lazaret card check|preview|send FILE, or - for the standard input; or card stats.")
        }
    }

    func run() async throws -> ExitCode { try await work.run() }
}

/// One of the things that can be done with cards.
protocol CardWork: Sendable {
    func run() async throws -> ExitCode
}
