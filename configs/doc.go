// Package configs holds Huiyin's configuration: the type every command starts from, the loader,
// and the files that are embedded in the binary (surveys, journeys, lexicons, huiyin.yaml).
//
// Values come from four layers, the later one wins: the embedded huiyin.yaml, the operator's
// huiyin.yaml, environment variables HUIYIN_…, flags. Every wrong value of every layer is reported
// at once, with where it stands and what to do ([Problems]).
//
// Secrets never stand in a YAML file: they come from variables or from files of their own, and are
// held as [Secret], which no formatter, logger or encoder reveals.
//
// Only cmd/huiyin reads the environment; other packages are handed the values they need.
package configs
