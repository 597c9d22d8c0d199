-- +goose Up

-- Who blocked the account or unfollowed it has not said that invitations are unwanted.
ALTER TABLE rec_contact ADD COLUMN has_left INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE rec_contact DROP COLUMN has_left;
