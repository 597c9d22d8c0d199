// Package live tells whoever watches that the record of a conversation has changed.
//
// News carries no content: a watcher reads the record again. So news can be merged and none has to
// be replayed, and whoever publishes never waits for a slow watcher.
package live
