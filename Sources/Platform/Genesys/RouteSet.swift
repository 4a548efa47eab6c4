/// A named set of routes and of the bodies that go with them.
public enum RouteSet: String, Sendable, Hashable, CaseIterable {
    /// The platform's documented API.
    case platform
    /// The paths and bodies of the tutorials that middleware of this kind is often built from.
    case tutorial
}
