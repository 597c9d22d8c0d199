package live_test

import (
	"sync"
	"testing"

	"huiyin/bot/desk/live"
)

func TestASlowWatcherNeverHoldsPublishersUp(t *testing.T) {
	hub := live.NewHub()
	news, cancel := hub.Subscribe()
	defer cancel()
	for range 1000 {
		hub.Publish("webchat:default:a")
	}
	if got := <-news; got != "webchat:default:a" {
		t.Errorf("news = %q, want the one conversation that changed", got)
	}
	select {
	case got := <-news:
		t.Errorf("the same change came twice: %q", got)
	default:
	}
}

func TestChangesOfSeveralConversationsMergeIntoOnePieceOfNews(t *testing.T) {
	hub := live.NewHub()
	news, cancel := hub.Subscribe()
	defer cancel()
	hub.Publish("webchat:default:a")
	hub.Publish("webchat:default:b")
	hub.Publish("webchat:default:b")
	if got := <-news; got != live.Many {
		t.Errorf("news = %q, want Many", got)
	}
}

func TestACancelledWatcherHearsNothing(t *testing.T) {
	hub := live.NewHub()
	news, cancel := hub.Subscribe()
	cancel()
	hub.Publish("webchat:default:a")
	select {
	case got := <-news:
		t.Errorf("heard %q after cancel", got)
	default:
	}
}

func TestManyPublishersAndWatchersAtOnce(t *testing.T) {
	hub := live.NewHub()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				hub.Publish("telegram:default:1")
			}
		})
		all.Go(func() {
			for range 50 {
				_, cancel := hub.Subscribe()
				cancel()
			}
		})
	}
	all.Wait()
}
