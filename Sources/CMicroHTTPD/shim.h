#pragma once

#include <microhttpd.h>

// What Swift cannot call: functions with a variable number of arguments.

struct lazaret_mhd_settings {
    int listening_socket;
    int is_ipv6;
    unsigned int threads;
    unsigned int maximum_connections;
    unsigned int maximum_connections_per_address;
    unsigned int idle_timeout_seconds;
    size_t connection_memory;
    MHD_AccessHandlerCallback on_request;
    void *(*on_request_line)(void *context, const char *target, struct MHD_Connection *connection);
    MHD_RequestCompletedCallback on_completed;
    MHD_LogCallback on_message;
    void *context;
};

static inline struct MHD_Daemon *lazaret_mhd_start(const struct lazaret_mhd_settings *settings) {
    unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (settings->is_ipv6) flags |= MHD_USE_IPv6;
    // A pool of one thread is no pool: the library says so in its log and starts without.
    struct MHD_OptionItem pool[] = {
        { settings->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, (intptr_t) settings->threads, NULL },
        { MHD_OPTION_END, 0, NULL },
    };
    return MHD_start_daemon(
        flags, 0, NULL, NULL, settings->on_request, settings->context,
        MHD_OPTION_EXTERNAL_LOGGER, settings->on_message, settings->context,
        MHD_OPTION_LISTEN_SOCKET, settings->listening_socket,
        MHD_OPTION_CONNECTION_LIMIT, settings->maximum_connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, settings->maximum_connections_per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_timeout_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->connection_memory,
        MHD_OPTION_URI_LOG_CALLBACK, settings->on_request_line, settings->context,
        MHD_OPTION_NOTIFY_COMPLETED, settings->on_completed, settings->context,
        MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
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
