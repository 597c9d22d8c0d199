// Package simulate sends made-up respondents through a survey, over the real engine, and counts what
// they met: which questions and routes were reached, where people left, how long it took.
//
// The respondents are the people whom a bot in a messenger meets: willing, impatient, confused,
// hostile and silent ones, some who press any button, and some who paste whatever is on their
// clipboard. The session is stored as JSON and loaded before every step. Like the engine the package
// is pure: chance is passed in, and the same chance gives the same report.
//
// What it shows is whether a survey can be got through, and where it is heavy; it is no forecast of
// how real customers answer. It does not know the scorer and the handoff policy: moods are drawn, and
// a person takes over by chance, from hostile respondents the most.
package simulate
