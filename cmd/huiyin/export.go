package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"huiyin/bot/insight"
	recordsqlite "huiyin/bot/records/sqlite"
	"huiyin/bot/sqlitedb"
	"huiyin/configs"
)

// exportCommand writes all answers as CSV.
func exportCommand(ctx context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	opts := configs.Options{Env: t.env}
	opts.Bind(fset)
	file := fset.String("o", "-", "output `file`; - is standard output")
	what, err := parse(fset, args)
	if err != nil {
		return err
	}
	if len(what) != 1 || what[0] != "answers" {
		return usagef("name what to export: answers")
	}
	cfg, err := configs.Load(opts)
	if err != nil {
		return err
	}
	if _, err := os.Stat(databaseFile(cfg)); err != nil {
		return fmt.Errorf("no database at %s: name the folder that huiyin serve uses with -data", databaseFile(cfg))
	}
	db, err := sqlitedb.Open(databaseFile(cfg))
	if err != nil {
		return err
	}
	defer db.Close()
	record, err := recordsqlite.New(ctx, db)
	if err != nil {
		return err
	}
	if *file == "-" {
		return insight.WriteAnswersCSV(ctx, t.out, record)
	}
	return writeFile(*file, func(w io.Writer) error { return insight.WriteAnswersCSV(ctx, w, record) })
}

// writeFile writes name whole or not at all.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".huiyin-*")
	if err != nil {
		var where *fs.PathError // its name is the temporary file's
		if errors.As(err, &where) {
			err = where.Err
		}
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}
