// GenesysSimulator
