package configs

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// DefaultFile is read from the working directory when no other is named; it need not exist.
const DefaultFile = "huiyin.yaml"

// Options are what Load reads besides the embedded huiyin.yaml.
type Options struct {
	File    string            // the operator's file; empty means DefaultFile
	FileSet bool              // the operator named File: it must exist
	Env     []string          // "NAME=value", as os.Environ gives
	Flags   map[string]string // flags given on the command line, without dash
}

// Bind defines the configuration's flags, -config among them, on fs: parsing fs fills o.
func (o *Options) Bind(fs *flag.FlagSet) {
	o.Flags = map[string]string{}
	fs.Func("config", "configuration `file` (default ./"+DefaultFile+" if there is one)", func(v string) error {
		o.File, o.FileSet = v, true
		return nil
	})
	for _, s := range settings() {
		if s.flag != "" {
			fs.Func(s.flag, s.usage+" (or "+s.env+")", func(v string) error {
				o.Flags[s.flag] = v
				return nil
			})
		}
	}
}

// Load reads all layers and checks the whole. Its error is Problems, with everything that is wrong.
func Load(o Options) (*Config, error) {
	l := &loader{config: &Config{Telegram: map[string]Telegram{}, WeChat: map[string]WeChat{}}}
	l.embedded = true
	l.readYAML("(embedded) huiyin.yaml", defaults)
	l.embedded = false
	l.readFile(o)
	l.readEnv(o.Env)
	l.readFlags(o.Flags)
	l.complete()
	if len(l.problems) > 0 {
		return nil, l.problems
	}
	return l.config, nil
}

// loader collects values and problems.
type loader struct {
	config   *Config
	embedded bool // the file being read is the embedded one
	problems Problems
}

func (l *loader) problem(p Problem) { l.problems = append(l.problems, p) }

// configVariable names the operator's file, as the flag -config does.
const configVariable = "HUIYIN_CONFIG"

func (l *loader) readFile(o Options) {
	name, named := o.File, o.FileSet
	if !named {
		if v := lookup(o.Env, configVariable); v != "" {
			name, named = v, true
		}
	}
	if name == "" {
		name = DefaultFile
	}
	data, err := readBounded(name, maxFile+1)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return
	}
	if err != nil {
		l.problem(Problem{Where: name, Message: reason(err), Fix: "name a configuration file that can be read, or none"})
		return
	}
	l.config.File = name
	l.readYAML(name, data)
}

// lookup gives the last value of a variable, as the C library would have it.
func lookup(env []string, name string) string {
	for _, kv := range slices.Backward(env) {
		if n, v, _ := strings.Cut(kv, "="); n == name {
			return v
		}
	}
	return ""
}

func (l *loader) readFlags(flags map[string]string) {
	for _, s := range settings() {
		if v, ok := flags[s.flag]; ok && s.flag != "" {
			if why := s.set(l.config, v, origin{}); why != nil {
				l.problem(why.at(origin{where: "-" + s.flag}))
			}
		}
	}
}

// maxSecret bounds a file with a secret, in bytes.
const maxSecret = 4096

// readSecret gives the content of a secret's file without white space around it: editors and
// "echo" leave a line end.
func (l *loader) readSecret(name string) (string, *fault) {
	if name == "" {
		return "", &fault{"no file is named", "name the file that holds the secret, or leave it out"}
	}
	data, err := readBounded(name, maxSecret+1)
	if err != nil {
		return "", &fault{fmt.Sprintf("secret file %s: %s", name, reason(err)), "name a file that Huiyin may read"}
	}
	v := strings.TrimSpace(string(data))
	if v == "" || len(data) > maxSecret {
		return "", &fault{
			fmt.Sprintf("secret file %s is empty or larger than %d bytes", name, maxSecret),
			"put the secret, and nothing else, into it",
		}
	}
	return v, nil
}

// readBounded reads at most limit bytes of a file.
func readBounded(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}

// reason is an error of the file system without the path, which the problem names already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
