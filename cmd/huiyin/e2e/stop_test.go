package e2e

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"huiyin/adapters/telegram/telegramtest"
	"huiyin/bot/state/redis/redistest"
)

// TestStoppedUnderLoad sends SIGTERM while a crowd writes, and starts the server again: whoever was
// told that their message is taken gets exactly one answer, and so does whoever was not, once the
// platform has delivered again.
func TestStoppedUnderLoad(t *testing.T) {
	// 450 are more than it may answer in the ten seconds that it has for that, at Telegram's thirty a
	// second: the rest is answered after the start.
	t.Run("sqlite, webhook", func(t *testing.T) { stopUnderLoad(t, 500, 450) })
	t.Run("redis, webhook", func(t *testing.T) { stopUnderLoad(t, 240, 40, "HUIYIN_STORE="+redistest.Start(t)) })
	t.Run("sqlite, polling", func(t *testing.T) { stopWhilePolling(t, 240) })
}

// terminate sends SIGTERM and waits for the end, which must be in order.
func (s *server) terminate() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("after SIGTERM: %v", err)
	}
}

// stopUnderLoad stops the server when it has taken enough messages of a crowd.
func stopUnderLoad(t *testing.T, crowd int, enough int32, env ...string) {
	// The fake delivers nothing by itself: its webhook is an address where nobody listens.
	api := telegramtest.New("123456:test-token")
	t.Cleanup(api.Close)
	s := start(t, append(env, "HUIYIN_TELEGRAM_TOKEN="+api.Token, "HUIYIN_TELEGRAM_API="+api.URL, "HUIYIN_TELEGRAM_SECRET=s3cret",
		"HUIYIN_TELEGRAM_MODE=webhook", "HUIYIN_PUBLIC_URL=http://127.0.0.1:9")...)
	updates := make([]telegramtest.Update, crowd)
	for i := range updates {
		updates[i] = api.User(int64(1000+i), fmt.Sprintf("客户%d", i), "zh-hans").Start("")
	}

	var taken atomic.Int32
	stop := make(chan struct{})
	done := make(chan []telegramtest.Update)
	go func() {
		done <- deliverAll(t, s, api, updates, func() {
			if taken.Add(1) == enough {
				close(stop)
			}
		})
	}()
	<-stop
	s.terminate()
	refused := <-done
	atOnce := len(api.Sent())
	t.Logf("%d of %d messages taken before the stop, %d answered before the end", taken.Load(), crowd, atOnce)
	if len(refused)+int(taken.Load()) != crowd {
		t.Errorf("%d taken and %d refused are not all of %d", taken.Load(), len(refused), crowd)
	}

	s.launch()
	// The platform delivers again what was refused, and, as it may, some of what was taken.
	if left := deliverAll(t, s, api, append(refused, updates[:20]...), func() {}); len(left) > 0 {
		t.Errorf("%d deliveries are refused after the start", len(left))
	}
	s.settled()
	eachAnsweredOnce(t, api, crowd)
}

// deliverAll posts updates to the webhook from sixteen connections and gives those that were not
// acknowledged; took is called for each that was.
func deliverAll(t *testing.T, s *server, api *telegramtest.Server, updates []telegramtest.Update, took func()) (refused []telegramtest.Update) {
	var mu sync.Mutex
	var all sync.WaitGroup
	next := make(chan telegramtest.Update)
	for range 16 {
		all.Go(func() {
			for u := range next {
				req := api.Delivery(u, "s3cret")
				got, err := s.try(req.Method, telegramHook, req.Body, telegramtest.SecretHeader, "s3cret")
				switch {
				case err == nil && got.status == http.StatusOK:
					took()
				case err != nil || got.status == http.StatusServiceUnavailable:
					mu.Lock()
					refused = append(refused, u)
					mu.Unlock()
				default:
					t.Errorf("delivery: %d", got.status)
				}
			}
		})
	}
	for _, u := range updates {
		next <- u
	}
	close(next)
	all.Wait()
	return refused
}

// stopWhilePolling stops a server that fetches its messages, twice, while the crowd writes.
func stopWhilePolling(t *testing.T, crowd int) {
	api, s := onTelegram(t)
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := range crowd {
			api.User(int64(1000+i), fmt.Sprintf("客户%d", i), "zh-hans").Start("")
			time.Sleep(time.Millisecond)
		}
	})
	for _, answered := range []int{5, 60} {
		eventually(t, "some are answered", func() (bool, string) {
			n := len(api.Sent())
			return n >= answered, fmt.Sprint(n)
		})
		s.terminate()
		s.launch()
	}
	writing.Wait()
	eventually(t, "all messages are fetched", func() (bool, string) { return api.Pending() == 0, fmt.Sprint(api.Pending()) })
	s.settled()
	eachAnsweredOnce(t, api, crowd)
}

func eachAnsweredOnce(t *testing.T, api *telegramtest.Server, crowd int) {
	t.Helper()
	answers := map[int64]int{}
	for _, m := range api.Sent() {
		answers[m.ChatID]++
	}
	for i := range crowd {
		if n := answers[int64(1000+i)]; n != 1 {
			t.Errorf("person %d was answered %d times", i, n)
		}
	}
}

// TestOpenPagesDoNotHoldUpTheStop keeps a chat and a desk open, whose streams never end by
// themselves: the server ends all the same, and the chat is found as it was.
func TestOpenPagesDoNotHoldUpTheStop(t *testing.T) {
	s := start(t)
	guest, desk := s.visit(t, "/try/motor-claim"), s.agent(t, "王敏")
	guest.opens()
	guest.hears("是否同意开始")
	var streams []io.ReadCloser
	for _, open := range []struct {
		by   *http.Client
		path string
	}{{guest.client, guest.chat + "/events"}, {desk.client, "/desk/events"}} {
		resp, err := open.by.Get(s.base + open.path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s", open.path, resp.Status)
		}
		streams = append(streams, resp.Body)
	}
	s.terminate()
	for _, stream := range streams {
		if _, err := io.Copy(io.Discard, stream); err != nil {
			t.Logf("the page hears: %v", err)
		}
	}
	s.launch()
	guest.hears("是否同意开始")
}
