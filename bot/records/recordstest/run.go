package recordstest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"huiyin/bot/records"
)

// Run proves the contract. open gives a fresh, empty record that is closed when the test ends.
func Run(t *testing.T, open func(t *testing.T) records.Store) {
	stories := map[string]func(*testing.T, *story){
		"AContactIsKnownByItsCustomer":          contactIsKnown,
		"AStaleContactChangesNothing":           staleContact,
		"AChatIsBusyWhileItsNewestSurveyGoesOn": busy,
		"AConversationIsReadWithItsAnswers":     conversation,
		"AStaleConversationChangesNothing":      staleConversation,
		"AnAnswerGivenAgainReplacesTheFirst":    answerAgain,
		"ALoopHasAnAnswerForEveryItem":          answerAboutItems,
		"TheNewestMessagesComeOldestFirst":      newestMessages,
		"APhotoIsWantedUntilItIsKept":           photosFetched,
		"WhatWasSentComesBackAsItWas":           sentThings,
		"ARedeliveredEntryHasNoSecondEffect":    redelivered,
		"AFailedBatchLeavesNothing":             failedBatch,
		"DeliveryIsNoted":                       delivered,
		"DeliveryBeforeTheMessageSticks":        deliveredEarly,
		"OfTwoDeliveriesTheNewerCounts":         deliveredTwice,
		"ACaseCarriesTheWordsThatOpenedIt":      caseOpens,
		"UnreadCountsUntilAnAgentTakesOrWrites": unread,
		"AStaleCaseChangesNothing":              staleCase,
		"CasesAreListedMostUrgentFirst":         caseOrder,
		"AnOutcomeIsFound":                      outcome,
		"TheAuditLogKeepsItsOrder":              audit,
		"AnEventIsInvitedOnce":                  invitedOnce,
		"AnEventPostedTwiceAtOnceIsInvitedOnce": invitedAtOnce,
		"ATokenOpensOneChat":                    tokenOnce,
		"OfTwoChatsThatOpenATokenAtOnceOneWins": tokenRace,
		"ATokenExpires":                         tokenExpires,
		"ASentInvitationMayBeOpenedElsewhere":   sentOpenedElsewhere,
		"AnInvitationMovesOn":                   invitationMoves,
		"UnsentInvitationsAreFoundUntilMarked":  unsent,
		"AnAgentSignsInWithALinkOnce":           links,
		"AgentsAreCountedByPassword":            agents,
		"NPSCountsAnsweredRatingsByTouchpoint":  nps,
		"CSATCountsTheSatisfied":                csat,
		"ARatingGivenTwiceIsCompared":           recoveries,
		"EndedConversationsAreCounted":          dispositions,
		"VerbatimsAreWordsWithTheirRating":      verbatims,
		"EveryAnswerIsReadOldestFirst":          eachAnswer,
		"NothingIsFoundInAnEmptyRecord":         empty,
		"ManyAtOnceLoseNothing":                 concurrent,
	}
	for name, f := range stories {
		t.Run(name, func(t *testing.T) {
			f(t, &story{T: t, Store: open(t)})
		})
	}
}

// story is one record with a clock and a journal of its own.
type story struct {
	*testing.T
	records.Store
	entries int
}

var (
	ctx   = context.Background()
	start = time.Date(2026, 11, 25, 9, 30, 0, 123e6, time.UTC)
)

// at gives a time some minutes into the story.
func at(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }

const chat, other = "telegram:default:1001", "wechat:default:oABC"

// project writes events of one chat as the journal would.
func (s *story) project(events ...records.Event) {
	s.Helper()
	s.ok(s.Project(ctx, s.wrap(events...)))
}

func (s *story) wrap(events ...records.Event) (entries []records.Entry) {
	for _, e := range events {
		s.entries++
		entries = append(entries, records.Entry{ID: fmt.Sprint("e", s.entries), Event: e})
	}
	return entries
}

func (s *story) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// same compares what is with what should be; no elements and nil are the same.
func (s *story) same(got, want any) {
	s.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		s.Errorf("- want, + got:\n%s", d)
	}
}

// must gives v, or ends the story.
func must[T any](s *story) func(v T, err error) T {
	s.Helper()
	return func(v T, err error) T {
		s.Helper()
		s.ok(err)
		return v
	}
}
