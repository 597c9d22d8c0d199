// Package records is the contract for the record: contacts, invitations, answers with their
// scores, conversations, messages, cases, agents and the audit log.
//
// The record is fed from the journal of committed events ([Projector]); projecting an event twice
// has one effect. What is not about a conversation (agents, invitations before they are used) is
// written directly. Backends (sqlite; postgres later) pass the suite recordstest.
package records
