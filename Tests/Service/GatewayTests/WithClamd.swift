import PrivateClamd
import Testing

/// Everything here has a gateway with an engine behind it: one clamd for all.
@Suite(.clamd) struct WithClamd {}
