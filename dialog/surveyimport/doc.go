// Package surveyimport turns surveys of other programs into survey files.
//
// A reader for each format (xlsform, surveyjs) gives a [Draft]: what the source asks, in the source's
// own names, with types of ours. [Draft.Survey] makes it a survey file: ids that are valid and unique,
// languages that are complete, conditions in our expression language, questions that fit under one
// message. Nothing is dropped in silence: what could not be carried over, what became something else
// and what somebody has to write is a [Note] with its place in the source, and stands as a comment in
// the file where it belongs to a question.
//
// The package is pure: bytes and drafts in, bytes and notes out. docs/importing-surveys.md has the
// tables of what becomes what.
package surveyimport
