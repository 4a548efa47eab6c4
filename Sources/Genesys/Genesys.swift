// Genesys
