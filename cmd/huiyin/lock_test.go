//go:build unix

package main

import (
	"strings"
	"testing"
)

func TestASecondServerStaysOffTheDataFolder(t *testing.T) {
	dir := t.TempDir()
	unlock, err := lockFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = lockFolder(dir)
	if err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "-data") {
		t.Errorf("the second server is told %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	unlock, err = lockFolder(dir)
	if err != nil {
		t.Fatalf("after the first has stopped: %v", err)
	}
	_ = unlock()
}
