-- +goose Up

-- The time zone of the customer, by its name in the tz database; '' the operator's.
ALTER TABLE rec_invitation ADD COLUMN zone TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE rec_invitation DROP COLUMN zone;
