package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/sync/errgroup"

	"huiyin/adapters"
	"huiyin/bot/delivery"
	"huiyin/bot/photos"
	"huiyin/bot/records"
)

// Photos keeps what customers send (package photos).
type Photos interface {
	Put(conv string, content io.Reader) (file string, err error)
	Has(conv, file string) bool
}

const (
	photoBatch  = 64             // photos looked at in one round
	photoSlots  = 4              // fetched at once
	photoWait   = time.Minute    // for one photo
	photoExpiry = 72 * time.Hour // WeChat keeps them for three days
)

// fetcher fetches the photos that the record wants. What it knows of failures is a courtesy to the
// platforms: a restart tries again at once.
type fetcher struct {
	*Service
	tries map[string]attempt // by chat and message
}

type attempt struct {
	count int
	next  time.Time
}

// fetch keeps photos until ctx ends.
func (s *Service) fetch(ctx context.Context) error {
	f := &fetcher{Service: s, tries: map[string]attempt{}}
	tick := time.NewTicker(sweep)
	defer tick.Stop()
	for {
		if err := f.round(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("photos to fetch unknown", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// round tries every photo whose time has come.
func (f *fetcher) round(ctx context.Context) error {
	wanted, err := f.Record.Unfetched(ctx, photoBatch)
	if err != nil {
		return err
	}
	failed := make([]error, len(wanted))
	var fetching errgroup.Group
	fetching.SetLimit(photoSlots)
	for i, m := range wanted {
		if time.Now().Before(f.tries[key(m)].next) {
			failed[i] = errNotYet
			continue
		}
		fetching.Go(func() error {
			failed[i] = f.settle(ctx, m)
			return nil
		})
	}
	_ = fetching.Wait() // every error is in failed
	again := map[string]attempt{}
	for i, m := range wanted {
		t := f.tries[key(m)]
		switch {
		case failed[i] == nil || ctx.Err() != nil:
			continue
		case !errors.Is(failed[i], errNotYet):
			t.count++
			t.next = time.Now().Add(delivery.Backoff(t.count, 0))
			f.Log.Warn("photo will be fetched again", "msg_id", m.ID, "tries", t.count, "err", failed[i])
		}
		again[key(m)] = t
	}
	f.tries = again
	return nil
}

func key(m records.Message) string { return m.Conv + "\n" + m.ID }

var errNotYet = errors.New("its time has not come")

// settle keeps one photo, or notes that it is lost. An error means that it is tried again.
func (f *fetcher) settle(ctx context.Context, m records.Message) error {
	file, err := f.keep(ctx, m)
	switch {
	case err == nil:
	case lost(err), time.Since(m.At) > photoExpiry:
		f.Log.Warn("photo lost", "msg_id", m.ID, "err", err)
		file = records.FileGone
	default:
		return err
	}
	if err := f.Record.Fetched(ctx, m.Conv, m.ID, file); err != nil {
		return err
	}
	f.Live.Publish(m.Conv)
	return nil
}

// lost reports whether asking again is pointless.
func lost(err error) bool {
	for _, why := range []error{adapters.ErrGone, photos.ErrNoImage, photos.ErrTooLarge, photos.ErrTooMany} {
		if errors.Is(err, why) {
			return true
		}
	}
	return false
}

// keep fetches the photo of a message. One that its channel has kept already, as the web chat does
// before it accepts a message, is named by its file.
func (f *fetcher) keep(ctx context.Context, m records.Message) (file string, err error) {
	if m.Media == nil || m.Media.Ref == "" {
		return "", fmt.Errorf("a message that names no photo: %w", adapters.ErrGone)
	}
	if f.Photos.Has(m.Conv, m.Media.Ref) {
		return m.Media.Ref, nil
	}
	to, err := adapters.ParseAddress(m.Conv)
	if err != nil {
		return "", err
	}
	d, ok := f.channels[to.Channel+":"+to.Account].(adapters.Downloader)
	if !ok { // perhaps the account is configured again tomorrow
		return "", errors.New("no account to fetch it from")
	}
	ctx, cancel := context.WithTimeout(ctx, photoWait)
	defer cancel()
	content, _, err := d.Open(ctx, m.Media.Ref)
	if err != nil {
		return "", err
	}
	defer content.Close()
	return f.Photos.Put(m.Conv, content)
}
