// Package bot is the service loop: it receives what channels take in, works conversations one
// message at a time, projects what was committed into the record, delivers, and drains on the way
// out.
//
// It knows contracts only (adapters, state, records, scoring); package main wires the concrete
// parts.
package bot
