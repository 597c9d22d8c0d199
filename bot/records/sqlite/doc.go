// Package sqlite keeps the record in the SQLite file that package sqlitedb opened.
//
// Times are UTC unix milliseconds, 0 for none. What is queried has a column of its own; lists and
// objects are JSON. Writes ride on the file's group commit: when one returns, it is on disk.
//
// Only cmd/huiyin imports the package, and tests.
package sqlite
