package main

import (
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
