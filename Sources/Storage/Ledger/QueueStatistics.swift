public import Attachments

/// How much there is of everything.
public struct QueueStatistics: Sendable, Hashable {
    /// Attachments by state; a state without any may be missing.
    public var attachments: [AttachmentState: Int]
    /// What is to be worked on.
    public var jobs: Queue
    /// What is to be sent; places kept for what is not known yet are not counted.
    public var messages: Queue
    /// What is to be fetched.
    public var fetches: Queue

    /// How much there is in one queue.
    public struct Queue: Sendable, Hashable {
        /// Due, or put off.
        public var waiting: Int
        /// In somebody's hands.
        public var leased: Int
        /// Given up, until an operator retries them.
        public var parked: Int
        /// How long ago the oldest of those waiting was queued; `nil` when none is waiting.
        public var oldestWaiting: Duration?

        /// Makes an empty queue, or one that holds as much as is said.
        public init(waiting: Int = 0, leased: Int = 0, parked: Int = 0, oldestWaiting: Duration? = nil) {
            self.waiting = waiting
            self.leased = leased
            self.parked = parked
            self.oldestWaiting = oldestWaiting
        }
    }

    /// Puts the numbers together.
    public init(
        attachments: [AttachmentState: Int] = [:], jobs: Queue = Queue(), messages: Queue = Queue(), fetches: Queue = Queue()
    ) {
        self.attachments = attachments
        self.jobs = jobs
        self.messages = messages
        self.fetches = fetches
    }
}
