// Package redistest starts real Redis servers for tests: on loopback, on a free port, in the
// test's own folder, with every write on disk before it is answered (appendfsync always).
//
// Where redis-server is not installed the test is skipped, but fails if CI is set.
package redistest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// patience is how long a server may take to start or stop.
const patience = 30 * time.Second

// Start starts a server that ends with the test, and gives its address for redis.Open.
func Start(t testing.TB) (url string) { return New(t).URL() }

// Server is one redis-server process. Its folder and port stay the same over a restart.
type Server struct {
	t    testing.TB
	dir  string
	port int
	args []string
	cmd  *exec.Cmd
}

// New starts a server with further settings ("--maxmemory", "10mb"). It ends with the test.
func New(t testing.TB, args ...string) *Server {
	t.Helper()
	s := &Server{t: t, dir: t.TempDir(), port: freePort(t), args: args}
	t.Cleanup(s.Kill)
	s.Start()
	return s
}

// URL is the address for redis.Open.
func (s *Server) URL() string { return "redis://" + s.Addr() }

// Addr is host:port.
func (s *Server) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// Start starts the server on its folder and waits until it answers.
func (s *Server) Start() {
	s.t.Helper()
	exe, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("CI") != "" {
			s.t.Fatal("redis-server is not installed, and CI is set")
		}
		s.t.Skip("redis-server is not installed")
	}
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	s.cmd = exec.Command(exe, append([]string{
		"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir,
		"--appendonly", "yes", "--appendfsync", "always", "--save", "",
	}, s.args...)...)
	s.cmd.Stdout, s.cmd.Stderr = log, log
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.wait()
}

// wait waits until the server answers.
func (s *Server) wait() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c := redis.NewClient(&redis.Options{Addr: s.Addr(), MaxRetries: -1})
	defer c.Close()
	for ctx.Err() == nil {
		if c.Ping(ctx).Err() == nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	text, _ := os.ReadFile(filepath.Join(s.dir, "log"))
	s.t.Fatalf("redis-server does not answer:\n%s", text)
}

// Stop ends the server in order.
func (s *Server) Stop() { s.end(syscall.SIGTERM) }

// Kill ends the server at once, as a power cut would.
func (s *Server) Kill() { s.end(syscall.SIGKILL) }

func (s *Server) end(sig syscall.Signal) {
	if s.cmd == nil || s.cmd.Process == nil {
		return
	}
	_ = s.cmd.Process.Signal(sig)
	_ = s.cmd.Wait()
	s.cmd = nil
}

// freePort finds a port that is free now.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		l.Close()
		if port < 55000 { // a cluster node also listens on its port + 10000
			return port
		}
	}
	t.Fatal("no free port below 55000")
	return 0
}

// StartCluster starts a cluster of three masters that ends with the test, and gives its address
// for redis.Open.
func StartCluster(t testing.TB) (url string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	const slots = 16384
	var nodes [3]*Server
	for i := range nodes {
		nodes[i] = New(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000")
	}
	for i, n := range nodes {
		c := redis.NewClient(&redis.Options{Addr: n.Addr()})
		defer c.Close()
		if err := c.ClusterAddSlotsRange(ctx, i*slots/3, (i+1)*slots/3-1).Err(); err != nil {
			t.Fatal(err)
		}
		if err := c.ClusterMeet(ctx, "127.0.0.1", strconv.Itoa(nodes[0].port)).Err(); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range nodes {
		n.waitCluster(ctx)
	}
	return fmt.Sprintf("redis+cluster://%s,%s,%s", nodes[0].Addr(), nodes[1].Addr(), nodes[2].Addr())
}

// waitCluster waits until the node knows who owns each slot.
func (s *Server) waitCluster(ctx context.Context) {
	s.t.Helper()
	c := redis.NewClient(&redis.Options{Addr: s.Addr()})
	defer c.Close()
	for ctx.Err() == nil {
		shards, err := c.ClusterShards(ctx).Result()
		info := c.ClusterInfo(ctx).Val()
		if err == nil && len(shards) == 3 && len(info) > 16 && info[:16] == "cluster_state:ok" {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatal("the cluster does not come up")
}
