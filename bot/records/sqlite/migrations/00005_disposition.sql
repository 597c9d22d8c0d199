-- +goose Up

-- How an ended conversation counts (dialog.Disposition); '' while it goes on, and of those that
-- ended before this was kept.
ALTER TABLE rec_conversation ADD COLUMN disposition TEXT NOT NULL DEFAULT '';
CREATE INDEX rec_conversation_counted ON rec_conversation (ended_at) WHERE disposition <> '';

-- +goose Down
DROP INDEX rec_conversation_counted;
ALTER TABLE rec_conversation DROP COLUMN disposition;
