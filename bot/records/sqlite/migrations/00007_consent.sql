-- +goose Up

-- Of a consent: the version of the words that were agreed to (dialog.Answer.Wording).
ALTER TABLE rec_answer ADD COLUMN wording TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE rec_answer DROP COLUMN wording;
