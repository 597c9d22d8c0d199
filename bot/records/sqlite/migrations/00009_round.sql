-- +goose Up

-- A rating may be asked once more after a case: its second answer stands beside the first. A question
-- in a loop has an answer for every item. SQLite cannot change what is unique, so the table is made anew.
CREATE TABLE rec_answer_rounds (
    n            INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL,
    question     TEXT NOT NULL,
    item         TEXT NOT NULL DEFAULT '', -- of a loop, that the answer is about
    round        INTEGER NOT NULL DEFAULT 0, -- 2 asked once more after a case; 0 the first
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
    wording      TEXT NOT NULL DEFAULT '',
    media        TEXT, -- JSON object
    how          TEXT NOT NULL DEFAULT '',
    sure         REAL NOT NULL DEFAULT 0,
    at           INTEGER NOT NULL,
    score_value  REAL NOT NULL,
    score_label  TEXT NOT NULL,
    score        TEXT, -- JSON object
    UNIQUE (conversation, question, item, round)
);
INSERT INTO rec_answer_rounds (n, conversation, question, conv, survey, version, kind, touchpoint, journey, customer, channel,
    lang, seq, asked, labels, type, status, number, options, text, wording, media, how, sure, at, score_value, score_label, score)
SELECT n, conversation, question, conv, survey, version, kind, touchpoint, journey, customer, channel,
    lang, seq, asked, labels, type, status, number, options, text, wording, media, how, sure, at, score_value, score_label, score
FROM rec_answer;
DROP TABLE rec_answer;
ALTER TABLE rec_answer_rounds RENAME TO rec_answer;
CREATE INDEX rec_answer_type ON rec_answer (type, at);
CREATE INDEX rec_answer_nps ON rec_answer (conversation, at) WHERE type = 'nps' AND status = 'answered' AND round = 0;
CREATE INDEX rec_answer_at ON rec_answer (at);
CREATE INDEX rec_answer_words ON rec_answer (at) WHERE text <> '' AND (type = 'text' OR status = 'unread');
CREATE INDEX rec_answer_again ON rec_answer (at) WHERE round = 2;

-- +goose Down
DELETE FROM rec_answer WHERE round = 2;
DROP INDEX rec_answer_again;
DROP INDEX rec_answer_nps;
CREATE INDEX rec_answer_nps ON rec_answer (conversation, at) WHERE type = 'nps' AND status = 'answered';
