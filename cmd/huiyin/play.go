package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"huiyin/bot/conversation"
	"huiyin/bot/handoff"
	"huiyin/dialog"
	"huiyin/dialog/transcript"
	"huiyin/scoring"
)

// playCommand plays golden transcripts: with the shipped scorer and the handoff policy, so that a
// transcript shows what customers would really see.
func playCommand(ctx context.Context, t terminal, fset *flag.FlagSet, args []string) error {
	surveys := fset.String("surveys", "", "`folder` of surveys; default: beside the transcript, else the shipped ones")
	update := fset.Bool("update", false, "rewrite transcripts that differ (and exit 1: read the difference)")
	files, err := parse(fset, args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usagef("name the transcripts to play")
	}
	scorer, err := shippedScorer()
	if err != nil {
		return err
	}
	p := player{ctx: ctx, t: t, folder: *surveys, update: *update, scorer: scorer, policy: handoff.DefaultPolicy()}
	failed := 0
	for _, f := range files {
		if err := p.play(f); err != nil {
			fmt.Fprintln(t.out, err)
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d transcripts failed", failed, len(files))
	}
	return nil
}

type player struct {
	ctx    context.Context
	t      terminal
	folder string
	update bool
	scorer scoring.Scorer
	policy conversation.Decider
}

func (p player) play(file string) error {
	want, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	script, err := transcript.Parse(file, bytes.NewReader(want))
	if err != nil {
		return err
	}
	sv, err := p.survey(file, script.Survey)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	got, err := transcript.Play(script, sv, conversation.Rehearse(p.ctx, sv, p.scorer, p.policy))
	if err != nil {
		return err
	}
	if diff := transcript.Diff(string(want), got); diff != "" {
		if p.update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				return err
			}
			return fmt.Errorf("%s: rewritten, read the difference:\n%s", file, diff)
		}
		return fmt.Errorf("%s: the dialog went otherwise (- transcript, + what happened):\n%s", file, diff)
	}
	fmt.Fprintf(p.t.out, "ok  %s\n", file)
	return nil
}

// survey finds the survey of a transcript: in the named folder, beside the transcript or above it,
// or among the shipped ones.
func (p player) survey(file, id string) (*dialog.Survey, error) {
	if p.folder != "" {
		all, err := loadCatalog(p.folder)
		if err != nil {
			return nil, err
		}
		if sv, ok := all.Latest(id); ok {
			return sv, nil
		}
		return nil, fmt.Errorf("there is no survey %q in %s", id, p.folder)
	}
	for _, dir := range []string{filepath.Dir(file), filepath.Dir(filepath.Dir(file))} {
		name := filepath.Join(dir, id+".yaml")
		if _, err := os.Stat(name); err == nil {
			return loadSurvey(name)
		}
	}
	return loadSurvey(id)
}
