-- +goose Up

-- How a reply was understood (dialog.Answer.How), and how sure that is, 0 to 1.
ALTER TABLE rec_answer ADD COLUMN how TEXT NOT NULL DEFAULT '';
ALTER TABLE rec_answer ADD COLUMN sure REAL NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE rec_answer DROP COLUMN sure;
ALTER TABLE rec_answer DROP COLUMN how;
