// Package delivery empties the outbox: it sends what conversations committed, in order per chat,
// at the pace each platform allows, and tries again until the message is sent or, visibly, dead.
//
// It decides on the kind of a send error and on nothing else. The one duplicate it may cause is a
// crash between a platform's acceptance and the store's Sent.
package delivery
