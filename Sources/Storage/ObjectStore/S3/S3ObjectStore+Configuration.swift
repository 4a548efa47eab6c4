extension S3ObjectStore {
    /// Where things lie, and the limits.
    public struct Configuration: Sendable {
        /// The bucket for what nobody has judged.
        public var quarantineBucket: String
        /// The bucket for what is released.
        public var safeBucket: String
        /// A folder of this process alone for the bytes that are on their way; on a local disk, for this user alone.
        public var scratchFolder: String
        /// Bytes of a part: an object that is not larger is one request. S3 wants 5 MiB or more, and takes 10,000 parts.
        public var partBytes: Int64 = 8 << 20
        /// Parts of one object under way at once; a writer that is faster waits.
        public var partsInFlight = 4
        /// How old an upload, or an object that nobody knows of, must be to count as left over: longer than the files of one message take
        /// to come in.
        public var abandonedAfter: Duration = .seconds(86_400)
        /// How many calls may wait for the disk at once.
        public var threads = 4
        /// Bytes of the scratch folder's file system that are left free.
        public var reserve: Int64 = 64 << 20

        /// Names the buckets and the folder, and takes the defaults for the rest.
        public init(quarantineBucket: String, safeBucket: String, scratchFolder: String) {
            self.quarantineBucket = quarantineBucket
            self.safeBucket = safeBucket
            self.scratchFolder = scratchFolder
        }
    }
}
