import Configuration
import Gateway
import Signatures

extension LazaretConfiguration {
    /// The bots in the gateway's terms.
    /// - Throws: `ApplicationError` for an answer that is no template.
    func bots(for desk: CardService) throws -> [String: Bot] {
        var bots: [String: Bot] = [:]
        for (name, section) in self.bots {
            for (said, template) in section.answers.sorted(by: { $0.key < $1.key }) where !desk.hasTemplate(template) {
                throw ApplicationError(
                    .configuration,
                    "bots.\(name).answers.\(said): there is no template \(template). Put \(template).json into the folder of cards.templates."
                )
            }
            bots[name] = Bot(
                header: section.header, secrets: section.secret,
                answers: Dictionary(section.answers.map { ($0.key.lowercased(), $0.value) }) { first, _ in first },
                endpoint: section.endpoint,
                signatures: try StandardWebhooks(section.endpointSecret, at: "bots.\(name).endpointSecret"))
        }
        return bots
    }
}
