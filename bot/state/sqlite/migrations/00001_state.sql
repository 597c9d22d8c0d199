-- +goose Up

-- Ids accepted in the last 48 hours and more.
CREATE TABLE st_seen (
    conv TEXT NOT NULL,
    id   TEXT NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY (conv, id)
) WITHOUT ROWID;
CREATE INDEX st_seen_at ON st_seen (at);

-- Waiting messages. n counts up within a conversation while its inbox is not empty.
CREATE TABLE st_inbox (
    conv TEXT NOT NULL,
    n    INTEGER NOT NULL,
    id   TEXT NOT NULL,
    at   INTEGER NOT NULL,
    body BLOB,
    PRIMARY KEY (conv, n)
) WITHOUT ROWID;

-- One row for each inbox that is not empty.
CREATE TABLE st_ready (
    conv    TEXT PRIMARY KEY,
    at      INTEGER NOT NULL, -- head may be claimed from then on
    head    INTEGER NOT NULL,
    tail    INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0, -- claims of head
    leased  INTEGER NOT NULL DEFAULT 0 -- 1 while at is the end of a lease
) WITHOUT ROWID;
CREATE INDEX st_ready_at ON st_ready (at);

CREATE TABLE st_session (
    conv    TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    wake    INTEGER, -- the timer
    body    BLOB
) WITHOUT ROWID;
CREATE INDEX st_session_wake ON st_session (wake) WHERE wake IS NOT NULL;

CREATE TABLE st_outbox (
    conv TEXT NOT NULL,
    n    INTEGER NOT NULL,
    id   TEXT NOT NULL,
    body BLOB,
    PRIMARY KEY (conv, n)
) WITHOUT ROWID;

-- One row for each outbox that is not empty, or whose gap after the last message still runs
-- (then head is tail + 1).
CREATE TABLE st_due (
    conv    TEXT PRIMARY KEY,
    at      INTEGER NOT NULL,
    head    INTEGER NOT NULL,
    tail    INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    leased  INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX st_due_at ON st_due (at) WHERE head <= tail;
CREATE INDEX st_due_empty ON st_due (at) WHERE head > tail;

-- AUTOINCREMENT never gives a number again: the record knows events by it.
CREATE TABLE st_journal (
    n    INTEGER PRIMARY KEY AUTOINCREMENT,
    conv TEXT NOT NULL,
    body BLOB
);

CREATE TABLE st_dead (
    n    INTEGER PRIMARY KEY AUTOINCREMENT,
    conv TEXT NOT NULL,
    box  TEXT NOT NULL, -- 'in' or 'out'
    id   TEXT NOT NULL,
    at   INTEGER NOT NULL, -- when it was buried
    why  TEXT NOT NULL,
    body BLOB
);
CREATE INDEX st_dead_conv ON st_dead (conv);

-- +goose Down
DROP TABLE st_seen;
DROP TABLE st_inbox;
DROP TABLE st_ready;
DROP TABLE st_session;
DROP TABLE st_outbox;
DROP TABLE st_due;
DROP TABLE st_journal;
DROP TABLE st_dead;
