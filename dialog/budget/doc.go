// Package budget counts the messages that a survey sends on a platform that allows only so many, and
// finds the paths on which a customer would not get all of them.
//
// WeChat counts from what the customer did last: five messages within 48 hours of a message, three
// within one minute of a press on a menu or of scanning the code. One is kept for the agent, who may
// have to answer in the same chat. A survey says one thing for each reply, and later, to silence, one
// reminder of it; a text over the platform's size goes as several messages, and each counts. A person
// who takes over adds two: that somebody comes, and afterwards the question whether it is solved.
//
// What is counted is what the engine really says: [dialog.Step] is asked at every question, in every
// language, with each variable at its longest. Which question follows which is taken from the routes
// alone, whatever their conditions, so a path that is reported may be rare, but none is forgotten.
package budget
