-- +goose Up

-- Journal entries that were projected, so that a redelivered one has no effect.
CREATE TABLE rec_entry (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL -- when it was projected
) WITHOUT ROWID;
CREATE INDEX rec_entry_at ON rec_entry (at);

CREATE TABLE rec_contact (
    conv      TEXT PRIMARY KEY,
    customer  TEXT NOT NULL,
    channel   TEXT NOT NULL,
    account   TEXT NOT NULL,
    person    TEXT NOT NULL, -- the platform's id of the chat
    name      TEXT NOT NULL,
    lang      TEXT NOT NULL,
    opted_out INTEGER NOT NULL,
    seen_at   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX rec_contact_customer ON rec_contact (customer, seen_at);

CREATE TABLE rec_conversation (
    n          INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    conv       TEXT NOT NULL,
    channel    TEXT NOT NULL,
    customer   TEXT NOT NULL,
    invitation TEXT NOT NULL,
    survey     TEXT NOT NULL,
    version    TEXT NOT NULL,
    title      TEXT NOT NULL,
    touchpoint TEXT NOT NULL,
    journey    TEXT NOT NULL,
    lang       TEXT NOT NULL,
    state      TEXT NOT NULL,
    vars       TEXT, -- JSON object
    started_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL, -- 0 while it goes on
    updated_at INTEGER NOT NULL
);
CREATE INDEX rec_conversation_conv ON rec_conversation (conv, started_at);

-- n is the order in the chat.
CREATE TABLE rec_message (
    n            INTEGER PRIMARY KEY,
    conv         TEXT NOT NULL,
    id           TEXT NOT NULL,
    conversation TEXT NOT NULL,
    sender       TEXT NOT NULL,
    who          TEXT NOT NULL,
    text         TEXT NOT NULL,
    buttons      TEXT, -- JSON array
  inline       INTEGER NOT NULL DEFAULT 0,
    score        TEXT, -- JSON object
    status       TEXT NOT NULL,
    detail       TEXT NOT NULL,
    at           INTEGER NOT NULL,
    status_at    INTEGER NOT NULL DEFAULT 0, -- 0 until delivery said what became of it
    UNIQUE (conv, id)
);
CREATE INDEX rec_message_conv ON rec_message (conv);

-- What became of messages that are not projected yet.
CREATE TABLE rec_delivery (
    conv   TEXT NOT NULL,
    id     TEXT NOT NULL,
    status TEXT NOT NULL,
    detail TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (conv, id)
) WITHOUT ROWID;

CREATE TABLE rec_answer (
    n            INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL,
    question     TEXT NOT NULL,
    conv         TEXT NOT NULL,
    survey       TEXT NOT NULL,
    version      TEXT NOT NULL,
    kind         TEXT NOT NULL,
    touchpoint   TEXT NOT NULL,
    journey      TEXT NOT NULL,
    customer     TEXT NOT NULL,
    channel      TEXT NOT NULL,
    lang         TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    asked        TEXT NOT NULL,
    labels       TEXT, -- JSON array
    type         TEXT NOT NULL,
    status       TEXT NOT NULL,
    number       REAL,
    options      TEXT, -- JSON array
    text         TEXT NOT NULL,
    at           INTEGER NOT NULL,
    score_value  REAL NOT NULL, -- as in score, for sums in SQL
    score_label  TEXT NOT NULL,
    score        TEXT, -- JSON object
    UNIQUE (conversation, question)
);
CREATE INDEX rec_answer_type ON rec_answer (type, at);
CREATE INDEX rec_answer_nps ON rec_answer (conversation, at) WHERE type = 'nps' AND status = 'answered';
CREATE INDEX rec_answer_at ON rec_answer (at);
CREATE INDEX rec_answer_words ON rec_answer (at) WHERE text <> '' AND (type = 'text' OR status = 'unread');

CREATE TABLE rec_case (
    id           TEXT PRIMARY KEY,
    state        TEXT NOT NULL,
    priority     INTEGER NOT NULL,
    reasons      TEXT, -- JSON array
    owner        TEXT NOT NULL,
    opened_at    INTEGER NOT NULL,
    taken_at     INTEGER NOT NULL,
    replied_at   INTEGER NOT NULL,
    resolved_at  INTEGER NOT NULL,
    root_cause   TEXT NOT NULL,
    action       TEXT NOT NULL,
    conv         TEXT NOT NULL,
    conversation TEXT NOT NULL,
    channel      TEXT NOT NULL,
    survey       TEXT NOT NULL,
    touchpoint   TEXT NOT NULL,
    journey      TEXT NOT NULL,
    customer     TEXT NOT NULL,
    name         TEXT NOT NULL,
    last_message TEXT NOT NULL,
    last_at      INTEGER NOT NULL,
    unread       INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX rec_case_waiting ON rec_case (priority, opened_at) WHERE state IN ('open', 'taken');
CREATE INDEX rec_case_resolved ON rec_case (resolved_at) WHERE state = 'resolved';
CREATE INDEX rec_case_conv ON rec_case (conv);

CREATE TABLE rec_outcome (
    id    TEXT PRIMARY KEY,
    error TEXT NOT NULL,
    who   TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE rec_audit (
    n      INTEGER PRIMARY KEY AUTOINCREMENT,
    actor  TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    at     INTEGER NOT NULL
);
CREATE INDEX rec_audit_object ON rec_audit (object);

CREATE TABLE rec_invitation (
    id         TEXT PRIMARY KEY,
    event_id   TEXT NOT NULL UNIQUE,
    event_type TEXT NOT NULL,
    survey     TEXT NOT NULL,
    touchpoint TEXT NOT NULL,
    journey    TEXT NOT NULL,
    customer   TEXT NOT NULL,
    lang       TEXT NOT NULL,
    conv       TEXT NOT NULL,
    vars       TEXT, -- JSON object
    status     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    response   BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    token_hash BLOB UNIQUE, -- sha-256; NULL when nobody was given a token
    opened_at  INTEGER NOT NULL DEFAULT 0, -- when the token was redeemed, 0 never
    changed_at INTEGER NOT NULL DEFAULT 0 -- of the newest change from the journal
);
CREATE INDEX rec_invitation_unsent ON rec_invitation (created_at) WHERE status = 'sending';

CREATE TABLE rec_agent (
    name     TEXT PRIMARY KEY,
    password TEXT NOT NULL -- argon2id PHC string, '' before the first sign-in
) WITHOUT ROWID;

CREATE TABLE rec_link (
    hash       TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE rec_session (
    token      TEXT PRIMARY KEY,
    data       BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

-- +goose Down
DROP TABLE rec_entry;
DROP TABLE rec_contact;
DROP TABLE rec_conversation;
DROP TABLE rec_message;
DROP TABLE rec_delivery;
DROP TABLE rec_answer;
DROP TABLE rec_case;
DROP TABLE rec_outcome;
DROP TABLE rec_audit;
DROP TABLE rec_invitation;
DROP TABLE rec_agent;
DROP TABLE rec_link;
DROP TABLE rec_session;
