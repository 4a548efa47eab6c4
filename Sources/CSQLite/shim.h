#pragma once

#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift cannot import: these let SQLite take its own copy.

static inline int lazaret_sqlite3_bind_text(sqlite3_stmt *statement, int index, const void *text, sqlite3_uint64 bytes) {
    return sqlite3_bind_text64(statement, index, (const char *)text, bytes, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int lazaret_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *blob, sqlite3_uint64 bytes) {
    return sqlite3_bind_blob64(statement, index, blob, bytes, SQLITE_TRANSIENT);
}
