// Package insight makes numbers of answers: NPS and CSAT with their intervals, verbatims, and the
// CSV of all answers.
//
// The maths is pure; [Service] reads the record through records.Insight. Every share comes with its
// interval and its n: a number under 30 answers is flagged, never hidden.
package insight
