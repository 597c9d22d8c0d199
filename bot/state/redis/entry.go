package redis

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// errStored is stored text that no version of this package wrote. The text is not shown: it holds
// what customers wrote.
var errStored = errors.New("stored value is damaged")

// entry is one message as a queue holds it, and as a lease hands it out.
type entry struct {
	conv  string
	id    string
	body  []byte
	at    time.Time // when it was put into the queue
	tries int
}

// readEntry reads "<ms>:<length of id>:<id><body>".
func readEntry(text string) (e entry, err error) {
	at, rest, ok := strings.Cut(text, ":")
	if !ok {
		return e, errStored
	}
	length, rest, ok := strings.Cut(rest, ":")
	if !ok {
		return e, errStored
	}
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return e, errStored
	}
	n, err := strconv.Atoi(length)
	if err != nil || n < 0 || n > len(rest) {
		return e, errStored
	}
	return entry{id: rest[:n], body: []byte(rest[n:]), at: time.UnixMilli(ms)}, nil
}

// readSession reads "<version>:<session>"; an empty text is no session.
func readSession(text string) (version int64, session []byte, err error) {
	if text == "" {
		return 0, nil, nil
	}
	v, doc, ok := strings.Cut(text, ":")
	if !ok {
		return 0, nil, errStored
	}
	if version, err = strconv.ParseInt(v, 10, 64); err != nil || version < 1 {
		return 0, nil, errStored
	}
	return version, []byte(doc), nil
}

// eachLease reads conversation, tries, entry and session of each message that lease.lua handed
// out. It gives how many were read.
func eachLease(reply []any, take func(e entry, session string) error) (n int, err error) {
	if len(reply)%4 != 0 {
		return 0, errReply
	}
	for ; len(reply) > 0; reply = reply[4:] {
		conv, ok1 := reply[0].(string)
		tries, ok2 := reply[1].(int64)
		text, ok3 := reply[2].(string)
		session, ok4 := reply[3].(string)
		if !ok1 || !ok2 || !ok3 || !ok4 {
			return n, errReply
		}
		e, err := readEntry(text)
		if err == nil {
			e.conv, e.tries = conv, int(tries)
			err = take(e, session)
		}
		if err != nil {
			return n, fmt.Errorf("read leased message: %w", err)
		}
		n++
	}
	return n, nil
}
