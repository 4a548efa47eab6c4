/// First in, first out, in constant time on average.
struct Queue<Element> {
    private var arriving: [Element] = []
    /// The oldest, the next one last.
    private var leaving: [Element] = []

    var isEmpty: Bool { arriving.isEmpty && leaving.isEmpty }

    mutating func append(_ element: Element) { arriving.append(element) }

    mutating func popFirst() -> Element? {
        if leaving.isEmpty {
            leaving = arriving.reversed()
            arriving = []
        }
        return leaving.popLast()
    }

    mutating func removeAll() { self = Queue() }
}
