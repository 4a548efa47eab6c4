#pragma once

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

/// What Swift cannot import of sockets: the CMSG macros that carry a file descriptor over a unix socket (cmsg(3)), the path in a
/// sockaddr_un (unix(7)), and flags that glibc declares as enumerations.

/// Begins to connect to a unix socket; -1 and ENAMETOOLONG when the path does not fit.
static inline int csockets_connect_unix(int socket, const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    if (length >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path, length + 1);
    return connect(socket, (const struct sockaddr *)&address, sizeof address);
}

/// Sends without waiting and without SIGPIPE.
static inline ssize_t csockets_send(int socket, const void *bytes, size_t count) {
    return send(socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/// As csockets_send, with a descriptor on the first byte (SCM_RIGHTS). The other side gets a copy of its own.
static inline ssize_t csockets_send_descriptor(int socket, const void *bytes, size_t count, int descriptor) {
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    memset(&control, 0, sizeof control);
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = count};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof control.space};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    return sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static inline ssize_t csockets_receive(int socket, void *bytes, size_t count) {
    return recv(socket, bytes, count, MSG_DONTWAIT);
}

/// An unconnected stream socket that does not block and is not inherited by child processes.
static inline int csockets_open(int family) {
    return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static inline int csockets_shutdown(int socket) {
    return shutdown(socket, SHUT_RDWR);
}
