#pragma once

#include <libwebsockets.h>
#include <string.h>
#include <sys/socket.h>

// What Swift cannot import of libwebsockets: macros with expressions, structs with conditional members, flags above 32 bits.

typedef int (*cws_callback)(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length);

/// The room that lws_write wants in front of a payload.
static inline size_t cws_headroom(void) { return LWS_PRE; }

static inline void cws_discard(int level, const char *line) { (void)level; (void)line; }

static inline struct lws_context *cws_create_context(unsigned int connections, unsigned int buffer_size, unsigned int header_size) {
    struct lws_context_creation_info info;
    memset(&info, 0, sizeof info);
    // Its messages can hold addresses, which can be secrets.
    lws_set_log_level(0, cws_discard);
    info.options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    info.port = CONTEXT_PORT_NO_LISTEN;
    info.fd_limit_per_thread = connections;
    info.pt_serv_buf_size = buffer_size;
    info.max_http_header_data = (unsigned short)header_size;
    info.timeout_secs = 60;
    info.connect_timeout_secs = 60;
    info.gid = (gid_t)-1;
    info.uid = (uid_t)-1;
    return lws_create_context(&info);
}

static inline struct lws_vhost *cws_create_vhost(struct lws_context *context, const struct lws_protocols *protocols, const char *name,
                                                 int port, const char *authorities, const char *proxy) {
    struct lws_context_creation_info info;
    memset(&info, 0, sizeof info);
    info.options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    info.vhost_name = name;
    info.protocols = protocols;
    info.port = port;
    info.timeout_secs = 60;
    info.keepalive_timeout = 10;
    if (port != CONTEXT_PORT_NO_LISTEN) {
        info.options |= LWS_SERVER_OPTION_DISABLE_IPV6;
        info.iface = "127.0.0.1";
    }
    if (authorities) {
        info.options |= LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
        info.client_ssl_ca_filepath = authorities;
    }
    info.ssl_client_options_set = SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1;
    // An empty name keeps http_proxy of the environment out.
    info.http_proxy_address = proxy ? proxy : "";
    return lws_create_vhost(context, &info);
}

static inline struct lws_protocols *cws_protocols(cws_callback callback, size_t chunk_size) {
    static struct lws_protocols protocols[2];
    protocols[0].name = "websocket";
    protocols[0].callback = callback;
    protocols[0].rx_buffer_size = chunk_size;
    return protocols;
}

static inline struct lws *cws_connect(struct lws_context *context, struct lws_vhost *vhost, size_t identifier, const char *address,
                                      int port, int secure, const char *path, const char *host, const lws_retry_bo_t *keep_alive) {
    struct lws_client_connect_info info;
    memset(&info, 0, sizeof info);
    info.context = context;
    info.vhost = vhost;
    info.address = address;
    info.port = port;
    info.path = path;
    info.host = host;
    info.ietf_version_or_minus_one = -1;
    info.alpn = "http/1.1";
    // A redirect would carry the fields, and with them the credentials, to wherever the other side says.
    info.ssl_connection = (secure ? LCCSCF_USE_SSL : 0) | LCCSCF_HTTP_NO_FOLLOW_REDIRECT;
    info.opaque_user_data = (void *)identifier;
    info.retry_and_idle_policy = keep_alive;
    return lws_client_connect_via_info(&info);
}

static inline size_t cws_identifier(struct lws *wsi) { return (size_t)lws_get_opaque_user_data(wsi); }

static inline void cws_identify(struct lws *wsi, size_t identifier) { lws_set_opaque_user_data(wsi, (void *)identifier); }

/// Ends a connection at the next turn of the loop, without a closing handshake.
static inline void cws_kill(struct lws *wsi) { lws_set_timeout(wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC); }

/// Ends a connection after so many seconds unless its own closing comes first.
static inline void cws_kill_after(struct lws *wsi, int seconds) { lws_set_timeout(wsi, PENDING_TIMEOUT_USER_REASON_BASE, seconds); }

/// Lets the kernel answer with a reset when the socket is closed.
static inline void cws_reset_on_close(struct lws *wsi) {
    struct linger none = {1, 0};
    setsockopt(lws_get_socket_fd(wsi), SOL_SOCKET, SO_LINGER, &none, sizeof none);
}
