package configs

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

const (
	envPrefix  = "HUIYIN_"
	fileSuffix = "_FILE"
)

// known is a variable that means something.
type known struct {
	secret bool
	set    func(v string) *fault
}

// variables are all names that mean something, given the accounts declared so far.
func (l *loader) variables() map[string]known {
	all := map[string]known{}
	for _, s := range settings() {
		all[s.env] = known{s.secret, func(v string) *fault { return s.set(l.config, v, origin{}) }}
	}
	for _, p := range platforms() {
		for _, account := range append(l.config.accounts(p), defaultAccount) {
			for _, fd := range fields(p) {
				all[variable(p, account, fd.key)] = known{fd.secret, func(v string) *fault {
					return fd.set(l.config, account, v)
				}}
			}
		}
	}
	return all
}

// readEnv applies the variables. An empty one counts as unset, as compose files produce them.
func (l *loader) readEnv(env []string) {
	given := map[string]string{}
	for _, kv := range env {
		name, v, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(name, envPrefix) && name != configVariable {
			given[name] = v
		}
	}
	all := l.variables()
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if v := strings.TrimSpace(given[name]); v != "" {
			l.readVariable(all, given, name, v)
		}
	}
}

func (l *loader) readVariable(all map[string]known, given map[string]string, name, v string) {
	k, ok := all[name]
	if !ok {
		base, isFile := strings.CutSuffix(name, fileSuffix)
		if k, ok = all[base]; !ok || !isFile || !k.secret {
			l.unknownVariable(all, name)
			return
		}
		if given[base] != "" {
			l.problem(Problem{Where: name, Message: "both " + base + " and " + name + " are set", Fix: "keep one of them"})
			return
		}
		secret, why := l.readSecret(v)
		if why != nil {
			l.problem(why.at(origin{where: name}))
			return
		}
		v = secret
	}
	if why := k.set(v); why != nil {
		l.problem(why.at(origin{where: name}))
	}
}

// accountVariable is the shape of an account's variable.
var accountVariable = regexp.MustCompile(`^HUIYIN_(TELEGRAM|WECHAT)_([A-Z0-9_]+)_(MODE|API|TOKEN|SECRET|APPID|MENU|APPSECRET|AESKEY)(_FILE)?$`)

// unknownVariable refuses what is nearly a known name and what belongs to an account that is not
// declared: their owner believes them to work. Anything else may be another program's business
// and is only warned of.
func (l *loader) unknownVariable(all map[string]known, name string) {
	names := []string{configVariable}
	for n, k := range all {
		names = append(names, n)
		if k.secret {
			names = append(names, n+fileSuffix)
		}
	}
	best, edits := nearest(name, names)
	p := Problem{Where: name, Message: "unknown variable", Fix: "did you mean " + best + "?"}
	if edits <= 3 {
		l.problem(p)
		return
	}
	if m := accountVariable.FindStringSubmatch(name); m != nil {
		platform, account := strings.ToLower(m[1]), strings.ToLower(strings.ReplaceAll(m[2], "_", "-"))
		p.Message = fmt.Sprintf("%s has no account %s", platform, account)
		p.Fix = fmt.Sprintf("declare accounts.%s.%s in huiyin.yaml, or use %s", platform, account,
			variable(platform, defaultAccount, m[3]+m[4]))
		l.problem(p)
		return
	}
	p.Message = "unknown variable, ignored"
	p.Fix = "the nearest that Huiyin knows is " + best
	l.config.Warnings = append(l.config.Warnings, p)
}
