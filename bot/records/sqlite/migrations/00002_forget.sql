-- +goose Up

-- The desk keeps its sign-ins itself (bot/desk/sessions).
DROP TABLE rec_session;

-- Outcomes are forgotten with the entries that brought them.
ALTER TABLE rec_outcome ADD COLUMN at INTEGER NOT NULL DEFAULT 0; -- when it was projected
CREATE INDEX rec_outcome_at ON rec_outcome (at);

-- +goose Down
DROP INDEX rec_outcome_at;
ALTER TABLE rec_outcome DROP COLUMN at;
CREATE TABLE rec_session (
    token      TEXT PRIMARY KEY,
    data       BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
