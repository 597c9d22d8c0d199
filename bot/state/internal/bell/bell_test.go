package bell_test

import (
	"testing"
	"testing/synctest"
	"time"

	"huiyin/bot/state"
	"huiyin/bot/state/internal/bell"
)

func rang(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestARingReachesAllWatchersOfItsTopicOnce(t *testing.T) {
	b := bell.New()
	one, two, other := b.Watch(state.TopicInbox), b.Watch(state.TopicInbox), b.Watch(state.TopicOutbox)
	b.Ring(state.TopicInbox)
	b.Ring(state.TopicInbox) // nobody has looked yet: one ring is enough
	if !rang(one) || !rang(two) || rang(one) || rang(other) {
		t.Error("want one ring for each watcher of the inbox, none for the outbox")
	}
}

func TestTheEarlierAlarmRings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := bell.New()
		defer b.Close()
		news := b.Watch(state.TopicOutbox)
		b.RingAfter(state.TopicOutbox, time.Minute)
		b.RingAfter(state.TopicOutbox, time.Second)
		b.RingAfter(state.TopicOutbox, time.Hour)
		time.Sleep(time.Second)
		synctest.Wait()
		if !rang(news) {
			t.Error("no ring after a second")
		}
		b.RingAfter(state.TopicOutbox, time.Second) // the alarm can be set again
		time.Sleep(time.Second)
		synctest.Wait()
		if !rang(news) {
			t.Error("no ring after another second")
		}
	})
}

func TestAClosedBellHasNoAlarms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := bell.New()
		news := b.Watch(state.TopicInbox)
		b.RingAfter(state.TopicInbox, time.Second)
		b.Close()
		b.RingAfter(state.TopicInbox, time.Second)
		time.Sleep(time.Hour)
		synctest.Wait()
		if rang(news) {
			t.Error("it rang")
		}
	})
}
