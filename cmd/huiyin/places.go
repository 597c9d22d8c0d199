package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"huiyin/bot/state"
	"huiyin/dialog"
)

// places is a store that tells what becomes of the places in quotas, and in which some are taken
// whatever it counts.
type places struct {
	state.Store
	full   []string // ids of quotas
	taken  func(text string)
	refuse func(text string)
}

// Reserve is part of state.Quotas.
func (p places) Reserve(ctx context.Context, at state.Place, limit int) (bool, error) {
	ok := false
	if !slices.Contains(p.full, at.Quota) {
		var err error
		if ok, err = p.Store.Reserve(ctx, at, limit); err != nil {
			return false, err
		}
	}
	if !ok {
		p.refuse(fmt.Sprintf("quota %s is full, all %d places are taken", at.Quota, limit))
		return false, nil
	}
	n, err := p.Places(ctx, at.Survey, at.Quota)
	if err != nil {
		return false, err
	}
	p.taken(fmt.Sprintf("quota %s: %d of %d places taken", at.Quota, n, limit))
	return true, nil
}

// Release is part of state.Quotas.
func (p places) Release(ctx context.Context, at state.Place) error {
	before, err := p.Places(ctx, at.Survey, at.Quota)
	if err != nil {
		return err
	}
	if err := p.Store.Release(ctx, at); err != nil {
		return err
	}
	after, err := p.Places(ctx, at.Survey, at.Quota)
	if err == nil && after < before {
		p.taken(fmt.Sprintf("quota %s: a place was given back", at.Quota))
	}
	return err
}

// quotasNamed reads ids of quotas, separated by commas.
func quotasNamed(sv *dialog.Survey, list string) ([]string, error) {
	var known []string
	for _, q := range sv.Quotas {
		known = append(known, q.ID)
	}
	ids := strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
	for _, id := range ids {
		switch {
		case len(known) == 0:
			return nil, usagef("-full %s: survey %s has no quotas", id, sv.ID)
		case sv.Quota(id) == nil:
			return nil, usagef("-full %s: survey %s has no such quota; it has %s", id, sv.ID, strings.Join(known, ", "))
		}
	}
	return ids, nil
}
