// Package surveys is the folder of the shipped surveys, which package configs embeds. It holds no
// code: its tests play the golden transcripts in testdata, as a customer would meet them, with the
// scorer and the handoff policy that ship.
//
// A transcript is called SURVEY.STORY.txt; its first lines say what it shows. Its format is that of
// package dialog/transcript.
package surveys
