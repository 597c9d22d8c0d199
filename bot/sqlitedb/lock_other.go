//go:build !unix

package sqlitedb

import "os"

// lock does nothing: these systems have no lock that ends with a killed process by itself.
func lock(*os.File) error { return nil }
