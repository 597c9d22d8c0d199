// Package webchat is the channel of people who have neither WeChat nor Telegram at hand: a chat
// page behind the invitation's link, /c/{token}.
//
// A chat belongs to one browser. The page sets a cookie with 128 random bits, bound to the link's
// path; the hash of these bits is the chat's user id, so that ids in records and logs are of no
// use to whoever reads them. Showing the page consumes nothing, because messengers fetch links to
// preview them: the page's script opens the chat.
//
// What a page shows is the record's history, handed in as [Config.History], and what [Channel.Send]
// published since. The channel itself remembers only the last minutes, so that a page which
// connects between a send and its record misses nothing; both are merged by message id.
//
// The pages use no inline script or style, nothing from other hosts, and work from 320 px up.
package webchat
