package sqlitedb

import (
	"errors"
	"fmt"
	"os"
)

// ErrInUse is returned by Own while another process owns the database.
var ErrInUse = errors.New("another process works on this database: stop it, or choose another data folder")

// Own makes the caller the only owner of the database until release is called or its process
// dies, by a lock on a file beside it. Others can still open the database, to read and write
// records; what may have one worker only asks for ownership first.
func (db *DB) Own() (release func() error, err error) {
	f, err := os.OpenFile(db.path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("own database: %w", err)
	}
	if err := lock(f); err != nil {
		return nil, fmt.Errorf("own database %s: %w", db.path, errors.Join(err, f.Close()))
	}
	return f.Close, nil
}
