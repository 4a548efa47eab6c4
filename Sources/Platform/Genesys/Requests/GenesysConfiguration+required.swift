extension GenesysConfiguration {
    /// The integration that messages go through.
    /// - Throws: `GenesysError` when none is configured.
    func requiredIntegration() throws(GenesysError) -> String {
        guard let integrationID, !integrationID.isEmpty else {
            throw GenesysError(
                .missingValue,
                "No Open Messaging integration is configured; set genesys.integrationId (Admin > Message > Platforms).")
        }
        return integrationID
    }
}
