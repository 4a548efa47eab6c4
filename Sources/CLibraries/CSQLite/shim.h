#pragma once

#include <sqlite3.h>

// What Swift cannot import: SQLITE_TRANSIENT is a cast of -1 to a function pointer, and sqlite3_config is variadic.

/// Binds a copy of UTF-8 text.
static inline int lazaret_sqlite3_bind_text(sqlite3_stmt *statement, int index, const void *text, sqlite3_uint64 bytes) {
    return sqlite3_bind_text64(statement, index, (const char *)text, bytes, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds a copy of bytes.
static inline int lazaret_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *blob, sqlite3_uint64 bytes) {
    return sqlite3_bind_blob64(statement, index, blob, bytes, SQLITE_TRANSIENT);
}

/// Stops SQLite from counting its memory, which takes a lock at every allocation. Only before its first use.
static inline int lazaret_sqlite3_stop_counting_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
