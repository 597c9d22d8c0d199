// Package revision tells what an edit does to a published survey.
//
// Answers are compared over months. A question that asks something else than it did, or offers other
// answers, begins a new series even when it keeps its id: the chart shows a step that no customer made.
// Package revision compares two versions of a survey file and says for every difference whether it
// changes what an answer means, which way the dialog goes, or only the words around the questions.
//
// The files are compared, not the compiled surveys: a difference stands at a line that its author
// knows, and a key that was added to the format yesterday is compared like the others. Which kind of
// change it is stands in keys.go; a test holds that table to the JSON Schema. Both files must be
// surveys: package surveyfile says so. The package does no I/O.
package revision
