#pragma once

/// What Swift cannot import of sockets: the CMSG macros that carry a file descriptor over a unix socket.
