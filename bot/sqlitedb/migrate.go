package sqlitedb

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// Migrate applies what is new of the folder "migrations" of files. Each part that shares the
// database keeps its own version, in table. It must be called before Write is: a migration waits
// for the writer's connection, and is not grouped.
func (db *DB) Migrate(ctx context.Context, files fs.FS, table string) error {
	dir, err := fs.Sub(files, "migrations")
	if err != nil {
		return fmt.Errorf("migrate %s: %w", table, err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db.writer, dir,
		goose.WithTableName(table), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("migrate %s: %w", table, err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate %s: %w", table, err)
	}
	return nil
}
