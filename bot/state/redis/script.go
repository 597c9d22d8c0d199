package redis

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"huiyin/bot/state"
)

//go:embed lua/*.lua
var luaFiles embed.FS

// scripts are the operations, compiled on the server at their first use.
type scripts struct {
	accept, lease, commit, later, drop, due, delete, reserve, release *redis.Script
}

func loadScripts() (sc scripts, err error) {
	common, err := luaFiles.ReadFile("lua/common.lua")
	if err != nil {
		return sc, fmt.Errorf("read script: %w", err)
	}
	for name, s := range map[string]**redis.Script{
		"accept": &sc.accept, "lease": &sc.lease, "commit": &sc.commit, "later": &sc.later,
		"drop": &sc.drop, "due": &sc.due, "delete": &sc.delete,
		"reserve": &sc.reserve, "release": &sc.release,
	} {
		text, err := luaFiles.ReadFile("lua/" + name + ".lua")
		if err != nil {
			return sc, fmt.Errorf("read script: %w", err)
		}
		*s = redis.NewScript(string(common) + string(text))
	}
	return sc, nil
}

// run runs a script on a partition and gives the number it returns.
func (s *Store) run(ctx context.Context, script *redis.Script, part int, args ...any) (int, error) {
	return s.runAt(ctx, script, prefix(part), args...)
}

// runAt runs a script on the keys that begin with prefix, which names their slot.
func (s *Store) runAt(ctx context.Context, script *redis.Script, prefix string, args ...any) (int, error) {
	if s.closed.Load() {
		return 0, state.ErrClosed
	}
	n, err := script.Run(ctx, s.rdb, []string{prefix}, args...).Int()
	return n, s.wrap(err)
}

// runAll runs a script on several partitions in one round trip. Either has one element for each
// of parts.
func (s *Store) runAll(ctx context.Context, script *redis.Script, parts []int, args ...any) ([][]any, []error) {
	replies, errs := make([][]any, len(parts)), make([]error, len(parts))
	pipe := s.rdb.Pipeline()
	cmds := make([]*redis.Cmd, len(parts))
	for i, part := range parts {
		cmds[i] = script.EvalSha(ctx, pipe, []string{prefix(part)}, args...)
	}
	_, _ = pipe.Exec(ctx) // each command has its own error
	for i, cmd := range cmds {
		if err := cmd.Err(); err != nil && strings.HasPrefix(err.Error(), "NOSCRIPT") {
			cmd = script.Eval(ctx, s.rdb, []string{prefix(parts[i])}, args...)
		}
		var err error
		replies[i], err = cmd.Slice()
		errs[i] = s.wrap(err)
	}
	return replies, errs
}

// wrap names a closed store as such.
func (s *Store) wrap(err error) error {
	if errors.Is(err, redis.ErrClosed) {
		return state.ErrClosed
	}
	return err
}
