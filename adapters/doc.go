// Package adapters is the contract between Huiyin and the places where people chat.
//
// A channel verifies what a platform delivers, normalises it to an [Inbound], hands it to the
// [Accept] function it was given, and sends [Outbound] messages. It keeps no conversation state:
// whatever must survive a restart is the bot's business.
//
// Invariants every channel keeps (the suite adaptertest proves them):
//
//   - Nothing is acknowledged to the platform before Accept has returned nil: then it is durable.
//   - An Inbound id is stable over redeliveries and unique within its conversation.
//   - Send reports failure as a [*SendError]; HTTP 200 with an error in the body is a failure.
//   - No error, log line or panic carries a token, a secret or the text of a message.
//
// The package uses the standard library only and imports nothing of Huiyin.
package adapters
