-- +goose Up

-- Who holds a place in a quota of a survey, or gave it back in the last 48 hours and more.
CREATE TABLE st_place (
    survey TEXT NOT NULL,
    quota  TEXT NOT NULL,
    holder TEXT NOT NULL,
    held   INTEGER NOT NULL, -- 0 given back
    step   INTEGER NOT NULL, -- version of the session that took it or gave it back
    at     INTEGER NOT NULL, -- when it did
    PRIMARY KEY (survey, quota, holder)
) WITHOUT ROWID;
CREATE INDEX st_place_back ON st_place (at) WHERE held = 0;

-- How many places of a quota are held.
CREATE TABLE st_quota (
    survey TEXT NOT NULL,
    quota  TEXT NOT NULL,
    taken  INTEGER NOT NULL,
    PRIMARY KEY (survey, quota)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE st_place;
DROP TABLE st_quota;
