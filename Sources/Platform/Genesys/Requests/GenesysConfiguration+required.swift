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

    /// The deployment of the web messenger that texts come from.
    /// - Throws: `GenesysError` when none is configured.
    func requiredDeployment() throws(GenesysError) -> String {
        guard let deploymentID, !deploymentID.isEmpty else {
            throw GenesysError(
                .missingValue,
                "No deployment of the web messenger is configured; set genesys.deploymentId (Admin > Messenger Deployments).")
        }
        return deploymentID
    }
}
