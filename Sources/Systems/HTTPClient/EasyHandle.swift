import CCurl
import HTTPSemantics

/// Owns one of libcurl's easy handles and, while it is at work, what libcurl reads through it.
@safe final class EasyHandle {
    let curl: UnsafeMutableRawPointer
    private(set) var transfer: Transfer?
    private var lists: [StringList] = []
    private var reader: ContentReader?

    /// Makes a handle; `nil` when there is no memory for it.
    init?() {
        guard let curl = unsafe curl_easy_init() else { return nil }
        unsafe self.curl = unsafe curl
    }

    deinit { unsafe curl_easy_cleanup(curl) }

    /// Forgets the exchange; the handle can be used again.
    func reset() {
        unsafe curl_easy_reset(curl)
        transfer = nil
        lists = []
        reader = nil
    }

    /// Reads on after a pause. May hand over bytes before it returns.
    func resume() { unsafe curl_easy_pause(curl, CURLPAUSE_CONT) }

    /// Sets everything for one exchange.
    /// - Throws: `HTTPClientError` when libcurl refuses an option.
    func prepare(for transfer: Transfer, _ configuration: HTTPClient.Configuration) throws(HTTPClientError) {
        self.transfer = transfer
        let failures = [
            setRules(configuration), setProxy(configuration.proxy, for: transfer.request),
            setRequest(transfer.request, userAgent: configuration.userAgent), setReceivers(),
        ].joined().filter { $0 != CURLE_OK }
        if let failure = failures.first { throw HTTPClientError(failure, origin: transfer.request.origin) }
    }

    // MARK: Options

    private func setRules(_ configuration: HTTPClient.Configuration) -> [CURLcode] {
        var results = [
            set(CURLOPT_NOSIGNAL, 1),
            unsafe ccurl_keep_sockets_private(curl),
            set(CURLOPT_PROTOCOLS_STR, "http,https"),
            set(CURLOPT_FOLLOWLOCATION, 0),
            set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1),
            set(CURLOPT_PATH_AS_IS, 1),
            set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
            set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)),
            set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            // Otherwise an exchange that is aborted while its name is being resolved holds up all others until the resolver answers.
            set(CURLOPT_QUICK_EXIT, 1),
            set(CURLOPT_TCP_KEEPALIVE, 1),
            set(CURLOPT_BUFFERSIZE, 64 << 10),
            set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.milliseconds),
            set(CURLOPT_LOW_SPEED_LIMIT, 16),
            set(CURLOPT_LOW_SPEED_TIME, max(1, Int(configuration.stallTimeout.components.seconds))),
        ]
        if let file = configuration.certificateAuthorities {
            // The file takes the place of the system's bundle, whose certificates are in this folder one by one (Debian's
            // ca-certificates): without it nothing public would be trusted.
            results += [
                set(CURLOPT_CAINFO, file), set(CURLOPT_CAPATH, "/etc/ssl/certs"), set(CURLOPT_PROXY_CAINFO, file),
                set(CURLOPT_PROXY_CAPATH, "/etc/ssl/certs"),
            ]
        }
        return results
    }

    /// An empty string keeps http_proxy, and then no_proxy, of the environment out.
    private func setProxy(_ proxy: HTTPClient.Proxy?, for request: HTTPClient.Request) -> [CURLcode] {
        [set(CURLOPT_PROXY, proxy?.url ?? ""), set(CURLOPT_NOPROXY, proxy?.exclusions(for: request.host) ?? "")]
    }

    private func setRequest(_ request: HTTPClient.Request, userAgent: String) -> [CURLcode] {
        var results = [
            set(CURLOPT_URL, request.url),
            set(CURLOPT_TIMEOUT_MS, request.timeout.milliseconds),
            set(CURLOPT_USERAGENT, userAgent),
            set(CURLOPT_HTTPHEADER, headerLines(request)),
        ]
        if let address = request.pinnedAddress { results.append(set(CURLOPT_CONNECT_TO, ["::\(address):"])) }
        if request.method == .head { results.append(set(CURLOPT_NOBODY, 1)) }
        if request.content.count > 0 || [.post, .put, .patch].contains(request.method) { results += setContent(request.content) }
        results.append(set(CURLOPT_CUSTOMREQUEST, request.method.rawValue))
        return results
    }

    /// The size comes first: it says how much libcurl copies, or asks for.
    private func setContent(_ content: HTTPClient.Content) -> [CURLcode] {
        let size = [
            set(CURLOPT_POST, 1), unsafe ccurl_set_offset(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(content.count)),
        ]
        switch content {
        case .bytes(let bytes):
            return size + [unsafe bytes.withUnsafeBytes { unsafe ccurl_set_pointer(curl, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }]
        case .file(let file):
            let reader = ContentReader(file)
            self.reader = reader
            let context = unsafe Unmanaged.passUnretained(reader).toOpaque()
            return size + [
                set(CURLOPT_UPLOAD_BUFFERSIZE, 256 << 10), unsafe ccurl_set_sender(curl, giveContent, rewindContent, context),
            ]
        }
    }

    /// libcurl's notation: `Name;` sends an empty field, `Name:` keeps libcurl from adding the field itself.
    private func headerLines(_ request: HTTPClient.Request) -> [String] {
        let given = request.fields.all.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        return given + ["Content-Type", "Expect", "Accept"].filter { request.fields[$0] == nil }.map { "\($0):" }
    }

    private func setReceivers() -> [CURLcode] {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        return unsafe [
            ccurl_set_receiver(curl, CURLOPT_HEADERFUNCTION, takeHeaderLine),
            ccurl_set_pointer(curl, CURLOPT_HEADERDATA, context),
            ccurl_set_receiver(curl, CURLOPT_WRITEFUNCTION, takeBody),
            ccurl_set_pointer(curl, CURLOPT_WRITEDATA, context),
            ccurl_set_pointer(curl, CURLOPT_PRIVATE, context),
        ]
    }

    private func set(_ option: CURLoption, _ value: Int) -> CURLcode { unsafe ccurl_set_long(curl, option, value) }

    private func set(_ option: CURLoption, _ value: String) -> CURLcode { unsafe ccurl_set_string(curl, option, value) }

    /// libcurl reads the list where it is, so it is kept until the handle is reset.
    private func set(_ option: CURLoption, _ values: [String]) -> CURLcode {
        guard let list = StringList(values) else { return CURLE_OUT_OF_MEMORY }
        lists.append(list)
        return unsafe ccurl_set_list(curl, option, list.first)
    }

    // MARK: Back from C

    /// The object whose handle it is. It lives: libcurl names only handles that are still added to the loop, which keeps them.
    static func owner(of curl: UnsafeMutableRawPointer?) -> EasyHandle? {
        unsafe curl.flatMap { unsafe of(ccurl_get_private($0)) }
    }

    fileprivate static func of(_ context: UnsafeMutableRawPointer?) -> EasyHandle? {
        unsafe context.map { unsafe Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue() }
    }
}

private func takeHeaderLine(bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?) -> Int {
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    let receipt = unsafe EasyHandle.of(context)?.transfer?.receiveHeaderLine(line)
    return receipt == .taken ? size * count : -1
}

private func takeBody(bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?) -> Int {
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    switch unsafe EasyHandle.of(context)?.transfer?.receiveBody(piece) {
    case .taken: return size * count
    case .pause: return Int(CURL_WRITEFUNC_PAUSE)
    case .refused, nil: return -1
    }
}

private func giveContent(buffer: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?) -> Int {
    let room = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
    guard let reader = unsafe ContentReader.of(context), let given = unsafe reader.read(into: room) else {
        return Int(CURL_READFUNC_ABORT)
    }
    return given
}

private func rewindContent(context: UnsafeMutableRawPointer?, offset: curl_off_t, origin: Int32) -> Int32 {
    guard origin == SEEK_SET, let reader = unsafe ContentReader.of(context) else { return CURL_SEEKFUNC_FAIL }
    reader.offset = Int64(offset)
    return CURL_SEEKFUNC_OK
}
