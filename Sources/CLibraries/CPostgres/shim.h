#pragma once

#include <libpq-fe.h>
// A descriptor that wakes a thread that waits for the server (eventfd(2)).
#include <sys/eventfd.h>

// What Swift cannot import: macros of single characters.
static const int lazaret_pg_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int lazaret_pg_diag_message_primary = PG_DIAG_MESSAGE_PRIMARY;
