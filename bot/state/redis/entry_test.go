package redis

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

func FuzzReadEntry(f *testing.F) {
	for _, s := range []string{"1700000000000:2:idbody", "0:0:", "1:3:ab", "1:-1:x", "x:1:a", "::", "1:1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := readEntry(text)
		if err != nil {
			if !errors.Is(err, errStored) || text != "" && strings.Contains(err.Error(), text) && len(text) > 8 {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		again, err := readEntry(fmt.Sprintf("%d:%d:%s%s", e.at.UnixMilli(), len(e.id), e.id, e.body))
		if err != nil || again.id != e.id || string(again.body) != string(e.body) || !again.at.Equal(e.at) {
			t.Errorf("%q became %+v, then %+v (%v)", text, e, again, err)
		}
	})
}

func FuzzReadSession(f *testing.F) {
	f.Add("1:{}")
	f.Add("9223372036854775807:")
	f.Add("-1:x")
	f.Fuzz(func(t *testing.T, text string) {
		version, session, err := readSession(text)
		if err == nil && (version == 0) != (session == nil) {
			t.Errorf("%q: version %d session %q", text, version, session)
		}
	})
}

func TestAVersionBeyondFloatingPointIsExact(t *testing.T) {
	version, _, err := readSession(fmt.Sprintf("%d:x", int64(math.MaxInt64)))
	if err != nil || version != math.MaxInt64 {
		t.Errorf("version %d (%v)", version, err)
	}
}

func TestTheScheduleAsksWhatIsKnownAndSweepsTheRest(t *testing.T) {
	clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := &schedule{now: func() time.Time { return clock }}
	if parts := s.take(); len(parts) != partitions {
		t.Fatalf("at first %d partitions are asked, want all", len(parts))
	}
	if parts := s.take(); len(parts) != 0 {
		t.Fatalf("%v are asked again at once", parts)
	}
	if _, ok := s.wait(); ok {
		t.Error("something is expected though nothing is known")
	}
	s.put(5, -1)
	s.put(7, 300*time.Millisecond)
	s.put(7, 500*time.Millisecond) // the earlier one holds
	if wait, ok := s.wait(); !ok || wait != 300*time.Millisecond {
		t.Errorf("wait %v %v", wait, ok)
	}
	clock = clock.Add(300 * time.Millisecond)
	if parts := s.take(); len(parts) != 1 || parts[0] != 7 {
		t.Errorf("asked %v, want 7", parts)
	}
	s.put(9, 0) // news while somebody asks
	s.put(9, time.Hour)
	if parts := s.take(); len(parts) != 1 || parts[0] != 9 {
		t.Errorf("asked %v, want 9", parts)
	}
	clock = clock.Add(sweepEvery)
	if parts := s.take(); len(parts) != partitions {
		t.Errorf("the sweep asks %d partitions, want all", len(parts))
	}
}
