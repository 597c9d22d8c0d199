package insight

import (
	"cmp"
	"context"
	"slices"
	"time"

	"huiyin/bot/records"
)

// Service reads the record.
type Service struct{ record records.Insight }

// New makes a Service.
func New(record records.Insight) *Service { return &Service{record} }

// TotalNPS gives the NPS of all touchpoints together since a time, zero for all.
func (s *Service) TotalNPS(ctx context.Context, since time.Time) (NPS, error) {
	counts, err := s.record.NPS(ctx, since)
	if err != nil {
		return NPS{}, err
	}
	var sum records.NPSCount
	for _, c := range counts {
		sum.Promoters += c.Promoters
		sum.Passives += c.Passives
		sum.Detractors += c.Detractors
	}
	return npsOf(sum), nil
}

// NPSByTouchpoint gives the NPS of each touchpoint since a time: the worst first, those with a small
// sample behind the others, since their rank means little.
func (s *Service) NPSByTouchpoint(ctx context.Context, since time.Time) ([]PlaceNPS, error) {
	counts, err := s.record.NPS(ctx, since)
	if err != nil {
		return nil, err
	}
	places := make([]PlaceNPS, 0, len(counts))
	for _, c := range counts {
		places = append(places, PlaceNPS{Touchpoint: c.Touchpoint, Journey: c.Journey, NPS: npsOf(c)})
	}
	slices.SortStableFunc(places, func(a, b PlaceNPS) int {
		if a.Small() != b.Small() {
			if a.Small() {
				return 1
			}
			return -1
		}
		return cmp.Compare(a.Score, b.Score)
	})
	return places, nil
}

// CSATByTouchpoint gives the CSAT of each csat question at each touchpoint since a time, in the
// order of journeys and touchpoints.
func (s *Service) CSATByTouchpoint(ctx context.Context, since time.Time) ([]PlaceCSAT, error) {
	counts, err := s.record.CSAT(ctx, since)
	if err != nil {
		return nil, err
	}
	places := make([]PlaceCSAT, 0, len(counts))
	for _, c := range counts {
		places = append(places, PlaceCSAT{
			Touchpoint: c.Touchpoint, Journey: c.Journey, Survey: c.Survey, Question: c.Question,
			CSAT: CSATOf(c.Satisfied, c.N),
		})
	}
	return places, nil
}

// Verbatims gives the newest answers in words, newest first.
func (s *Service) Verbatims(ctx context.Context, limit int) ([]records.Verbatim, error) {
	return s.record.Verbatims(ctx, limit)
}
