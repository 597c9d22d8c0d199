// Package adaptertest is the contract suite of all channels: what adapters promises, as tests.
//
// A channel's test fills a [Fixture] with a factory that opens the channel beside a fake of its
// platform, and calls [Run]. Groups of tests whose hooks are nil do not apply to that channel and
// are left out (a channel without webhook has no Deliver); a group that applies never skips.
//
// The package knows no channel. Fakes of vendors' servers live beside their channel, in
// <channel>test packages, and are written from the vendor's documents.
package adaptertest
