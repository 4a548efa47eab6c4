#pragma once

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>

// What Swift cannot call: functions with a variable number of arguments, and structures that glibc and Linux declare differently.

typedef int (*lazaret_tls_callback)(
    gnutls_session_t session, const gnutls_datum_t *authorities, int authority_count,
    const gnutls_pk_algorithm_t *algorithms, int algorithm_count,
    gnutls_pcert_st **certificates, unsigned int *certificate_count, gnutls_privkey_t *key);

struct lazaret_mhd_settings {
    int listening_socket;
    int is_ipv6;
    unsigned int threads;
    unsigned int maximum_connections;
    unsigned int silence_timeout_seconds;
    size_t connection_memory;
    MHD_AcceptPolicyCallback on_accept;
    MHD_NotifyConnectionCallback on_connection;
    MHD_AccessHandlerCallback on_request;
    void *(*on_request_line)(void *context, const char *target, struct MHD_Connection *connection);
    MHD_RequestCompletedCallback on_completed;
    MHD_LogCallback on_message;
    void *context;
    lazaret_tls_callback on_certificate; // NULL: plain HTTP
};

// TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only (RFC 9325), in the server's order.
static const char lazaret_tls_priorities[] =
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA"
    ":-CIPHER-ALL:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:-MAC-ALL:+AEAD:%SERVER_PRECEDENCE";

static inline struct MHD_Daemon *lazaret_mhd_start(const struct lazaret_mhd_settings *settings) {
    unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (settings->is_ipv6) flags |= MHD_USE_IPv6;
    struct MHD_OptionItem options[4];
    int count = 0;
    if (settings->on_certificate) {
        flags |= MHD_USE_TLS;
        options[count++] = (struct MHD_OptionItem) { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *) lazaret_tls_priorities };
        options[count++] = (struct MHD_OptionItem) { MHD_OPTION_HTTPS_CERT_CALLBACK, 0, (void *) settings->on_certificate };
    }
    // A pool of one thread is no pool: the library says so in its log and starts without.
    if (settings->threads > 1)
        options[count++] = (struct MHD_OptionItem) { MHD_OPTION_THREAD_POOL_SIZE, (intptr_t) settings->threads, NULL };
    options[count] = (struct MHD_OptionItem) { MHD_OPTION_END, 0, NULL };
    return MHD_start_daemon(
        flags, 0, settings->on_accept, settings->context, settings->on_request, settings->context,
        MHD_OPTION_EXTERNAL_LOGGER, settings->on_message, settings->context,
        MHD_OPTION_LISTEN_SOCKET, settings->listening_socket,
        MHD_OPTION_CONNECTION_LIMIT, settings->maximum_connections,
        MHD_OPTION_CONNECTION_TIMEOUT, settings->silence_timeout_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->connection_memory,
        MHD_OPTION_URI_LOG_CALLBACK, settings->on_request_line, settings->context,
        MHD_OPTION_NOTIFY_CONNECTION, settings->on_connection, settings->context,
        MHD_OPTION_NOTIFY_COMPLETED, settings->on_completed, settings->context,
        MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

static inline int lazaret_mhd_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static inline const struct sockaddr *lazaret_mhd_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

static inline size_t lazaret_mhd_head_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

static inline void *lazaret_mhd_socket_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

// The connection's TLS session; NULL in plain HTTP.
static inline gnutls_session_t lazaret_mhd_tls_session(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info ? (gnutls_session_t) info->tls_session : NULL;
}

// The library sets its connection as the session's pointer.
static inline struct MHD_Connection *lazaret_mhd_connection(gnutls_session_t session) {
    return (struct MHD_Connection *) gnutls_session_get_ptr(session);
}

// What the kernel has counted on a TCP socket (tcp(7), linux/tcp.h).
struct lazaret_socket_counts {
    unsigned long long received;
    unsigned long long acknowledged;
    int unread;
    int unsent;
};

static inline int lazaret_socket_count(int descriptor, struct lazaret_socket_counts *counts) {
    // glibc's tcp_info ends before these two; in Linux's they stand at fixed places since 4.1.
    enum { TCP_INFO_OPTION = 11, BYTES_ACKED = 120, BYTES_RECEIVED = 128 };
    unsigned char info[256];
    memset(info, 0, sizeof info);
    socklen_t size = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO_OPTION, info, &size) != 0) return -1;
    memcpy(&counts->acknowledged, info + BYTES_ACKED, 8);
    memcpy(&counts->received, info + BYTES_RECEIVED, 8);
    return ioctl(descriptor, FIONREAD, &counts->unread) | ioctl(descriptor, TIOCOUTQ, &counts->unsent);
}

// A certificate with its chain, and its key.
struct lazaret_tls_identity {
    gnutls_pcert_st certificates[16];
    unsigned int count;
    gnutls_privkey_t key;
};

static inline int lazaret_tls_load_certificates(struct lazaret_tls_identity *identity, const void *bytes, unsigned int size) {
    gnutls_datum_t text = { (unsigned char *) bytes, size };
    identity->count = sizeof identity->certificates / sizeof identity->certificates[0];
    int result = gnutls_pcert_list_import_x509_raw(
        identity->certificates, &identity->count, &text, GNUTLS_X509_FMT_PEM, GNUTLS_X509_CRT_LIST_FAIL_IF_UNSORTED);
    if (result < 0) identity->count = 0;
    return result;
}

static inline int lazaret_tls_load_key(struct lazaret_tls_identity *identity, const void *bytes, unsigned int size) {
    gnutls_datum_t text = { (unsigned char *) bytes, size };
    int result = gnutls_privkey_init(&identity->key);
    return result < 0 ? result : gnutls_privkey_import_x509_raw(identity->key, &text, GNUTLS_X509_FMT_PEM, NULL, 0);
}

// Whether the key is the one that the first certificate speaks of.
static inline int lazaret_tls_matches(const struct lazaret_tls_identity *identity) {
    gnutls_pubkey_t public_key;
    unsigned char ids[2][64];
    size_t sizes[2] = { sizeof ids[0], sizeof ids[1] };
    if (gnutls_pubkey_init(&public_key) < 0) return 0;
    int matches =
        gnutls_pubkey_import_privkey(public_key, identity->key, 0, 0) >= 0
        && gnutls_pubkey_get_key_id(public_key, GNUTLS_KEYID_USE_SHA256, ids[0], &sizes[0]) >= 0
        && gnutls_pubkey_get_key_id(identity->certificates[0].pubkey, GNUTLS_KEYID_USE_SHA256, ids[1], &sizes[1]) >= 0
        && sizes[0] == sizes[1] && memcmp(ids[0], ids[1], sizes[0]) == 0;
    gnutls_pubkey_deinit(public_key);
    return matches;
}

// When the first certificate's time begins or ends, in seconds since 1970; -1 when it cannot be said.
static inline long long lazaret_tls_time(const struct lazaret_tls_identity *identity, int end) {
    gnutls_x509_crt_t certificate;
    if (gnutls_x509_crt_init(&certificate) < 0) return -1;
    long long time = -1;
    if (gnutls_x509_crt_import(certificate, &identity->certificates[0].cert, GNUTLS_X509_FMT_DER) >= 0)
        time = end ? gnutls_x509_crt_get_expiration_time(certificate) : gnutls_x509_crt_get_activation_time(certificate);
    gnutls_x509_crt_deinit(certificate);
    return time;
}

static inline gnutls_pcert_st *lazaret_tls_certificates(struct lazaret_tls_identity *identity) { return identity->certificates; }

static inline void lazaret_tls_free(struct lazaret_tls_identity *identity) {
    for (unsigned int i = 0; i < identity->count; i++) gnutls_pcert_deinit(&identity->certificates[i]);
    if (identity->key) gnutls_privkey_deinit(identity->key);
}
