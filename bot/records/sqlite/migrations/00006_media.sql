-- +goose Up

-- What customers send that is not words, and what the bot asks to be sent.
ALTER TABLE rec_message ADD COLUMN request TEXT; -- JSON object
ALTER TABLE rec_message ADD COLUMN media TEXT; -- JSON object
ALTER TABLE rec_message ADD COLUMN file TEXT NOT NULL DEFAULT ''; -- of a photo: 'wanted', 'gone', or its name
CREATE INDEX rec_message_unfetched ON rec_message (n) WHERE file = 'wanted';
ALTER TABLE rec_answer ADD COLUMN media TEXT; -- JSON object

-- +goose Down
ALTER TABLE rec_answer DROP COLUMN media;
DROP INDEX rec_message_unfetched;
ALTER TABLE rec_message DROP COLUMN file;
ALTER TABLE rec_message DROP COLUMN media;
ALTER TABLE rec_message DROP COLUMN request;
