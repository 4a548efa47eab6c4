import PrivateClamd
import Testing

/// What needs an engine: one clamd for all of it.
@Suite(.clamd) struct WithClamd {}
