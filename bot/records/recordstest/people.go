package recordstest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"huiyin/bot/records"
)

func links(t *testing.T, s *story) {
	s.ok(s.PutLink(ctx, "hash-1", at(10)))
	s.ok(s.PutLink(ctx, "hash-2", at(10)))
	if err := s.UseLink(ctx, "hash-2", at(10)); !errors.Is(err, records.ErrExpired) {
		t.Errorf("a link past its time: %v", err)
	}
	var wg sync.WaitGroup
	var in atomic.Int32
	for range 8 {
		wg.Go(func() {
			switch err := s.UseLink(ctx, "hash-1", at(1)); {
			case err == nil:
				in.Add(1)
			case !errors.Is(err, records.ErrUsed):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if in.Load() != 1 {
		t.Errorf("%d came in by one link", in.Load())
	}
	if err := s.UseLink(ctx, "hash-1", at(99)); !errors.Is(err, records.ErrUsed) {
		t.Errorf("a used link past its time: %v, want ErrUsed", err)
	}
}

func agents(t *testing.T, s *story) {
	s.ok(s.PutAgent(ctx, records.Agent{Name: "王敏"}))
	s.same(must[int](s)(s.AgentCount(ctx)), 0)
	s.ok(s.PutAgent(ctx, records.Agent{Name: "王敏", Password: "$argon2id$…"}))
	s.ok(s.PutAgent(ctx, records.Agent{Name: "李雷"}))
	s.same(must[int](s)(s.AgentCount(ctx)), 1)
	s.same(must[records.Agent](s)(s.Agent(ctx, "王敏")), records.Agent{Name: "王敏", Password: "$argon2id$…"})
}
