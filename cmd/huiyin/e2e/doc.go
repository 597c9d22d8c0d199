// Package e2e holds the end-to-end tests: they run the huiyin program as its users do and talk to
// it through real browsers, the vendors' APIs as their documents describe them, and independent
// peers.
package e2e
