import CCurl

/// Owns a list of strings in libcurl's form.
@safe final class StringList {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    /// Copies the strings; `nil` when there is no memory for them.
    init?(_ strings: [String]) {
        for string in strings {
            guard let longer = unsafe curl_slist_append(first, string) else { return nil }
            unsafe first = unsafe longer
        }
    }

    deinit { unsafe curl_slist_free_all(first) }
}
