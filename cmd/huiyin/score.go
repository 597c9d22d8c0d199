package main

import (
	"context"
	"fmt"
	"io/fs"

	"huiyin/configs"
	"huiyin/scoring"
	"huiyin/scoring/lexicon"
	"huiyin/scoring/rules"
)

// shippedScorer combines the shipped lexicon and rules.
func shippedScorer() (scoring.Scorer, error) {
	words, err := fs.ReadFile(configs.FS, "lexicons/sentiment.yaml")
	if err != nil {
		return nil, err
	}
	lex, err := lexicon.Parse("lexicons/sentiment.yaml", words)
	if err != nil {
		return nil, err
	}
	patterns, err := fs.ReadFile(configs.FS, "lexicons/rules.yaml")
	if err != nil {
		return nil, err
	}
	must, err := rules.Parse("lexicons/rules.yaml", patterns)
	if err != nil {
		return nil, err
	}
	return scoring.New(lex, must), nil
}

// observed tells what each reply scored.
type observed struct {
	scoring.Scorer
	see func(scoring.Reply, scoring.Score)
}

// Score is part of scoring.Scorer.
func (o observed) Score(ctx context.Context, r scoring.Reply) (scoring.Score, error) {
	s, err := o.Scorer.Score(ctx, r)
	if err != nil {
		return s, fmt.Errorf("score: %w", err)
	}
	o.see(r, s)
	return s, nil
}
