//go:build unix

package sqlitedb

import (
	"errors"
	"os"
	"syscall"
)

// lock takes the file's lock, which ends with the descriptor: a killed process leaves none behind.
func lock(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrInUse
	}
	return err
}
