import CCurl

/// Owns libcurl's multi handle. `wake` may be called by any thread; everything else by the loop's alone.
@safe struct MultiHandle: ~Copyable, @unchecked Sendable {
    private let multi: UnsafeMutableRawPointer

    init(_ configuration: HTTPClient.Configuration) {
        guard Self.isLibraryReady, let multi = unsafe curl_multi_init() else { preconditionFailure("no memory for libcurl") }
        unsafe self.multi = unsafe multi
        set(CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maximumConnections)
        set(CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost)
        set(CURLMOPT_MAXCONNECTS, configuration.maximumConnections)
    }

    deinit { unsafe curl_multi_cleanup(multi) }

    /// Ends `wait`, or the next one.
    func wake() { unsafe curl_multi_wakeup(multi) }

    func add(_ handle: EasyHandle, for transfer: Transfer) throws(HTTPClientError) {
        let result = unsafe curl_multi_add_handle(multi, handle.curl)
        guard result == CURLM_OK else {
            let cause = unsafe String(cString: curl_multi_strerror(result))
            throw HTTPClientError(.unexpected, origin: transfer.request.origin, cause: cause)
        }
    }

    func remove(_ handle: EasyHandle) { unsafe curl_multi_remove_handle(multi, handle.curl) }

    /// Moves what can be moved without waiting.
    func perform() {
        var running: Int32 = 0
        unsafe curl_multi_perform(multi, &running)
    }

    /// Waits for a socket, a timer of libcurl's or `wake`.
    func wait(atMost limit: Duration) {
        unsafe curl_multi_poll(multi, nil, 0, Int32(clamping: limit.milliseconds), nil)
    }

    /// An exchange that has ended since the last call.
    func nextFinished() -> (EasyHandle, CURLcode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            if let handle = unsafe EasyHandle.owner(of: message.pointee.easy_handle) {
                return unsafe (handle, message.pointee.data.result)
            }
        }
        return nil
    }

    private func set(_ option: CURLMoption, _ value: Int) { unsafe ccurl_set_multi_long(multi, option, value) }

    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
