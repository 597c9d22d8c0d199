// Package diagram draws a survey: its questions with their first words, and the ways between them with
// their conditions. A drawing is made as SVG, or as text for Mermaid and Graphviz.
//
// What is drawn is the survey's state machine as the engine built it, so that whatever leads from one
// question to another is in the picture. The edges that every survey has from everywhere (stop, a
// person takes over, expire, remind) are left out unless they are asked for: they hide the survey.
//
// The SVG is laid out here, in layers as Sugiyama, Tagawa and Toda do it ("Methods for Visual
// Understanding of Hierarchical System Structures", IEEE Transactions on Systems, Man, and Cybernetics,
// 1981): questions in rows by how far from the beginning they are, in an order in which few edges
// cross. Every edge passes through the rows between its ends, and carries its label in the first of
// them, so that nothing is drawn over a question. The same survey gives the same bytes.
//
// Package diagram is pure, as the engine is.
package diagram
