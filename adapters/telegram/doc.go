// Package telegram is the Telegram channel: a bot's private chats, by webhook or by long polling.
//
// Facts follow https://core.telegram.org/bots/api. The library go-telegram/bot gives the models
// and carries the calls; receiving is our own, because the library acknowledges updates before
// they are durable.
//
// What becomes of an update:
//
//	message          KindText, KindMedia, or KindStart for /start    id m<message id>
//	edited_message   KindText: the corrected answer                  id m<message id>e<edit time>
//	callback_query   KindButton, and the query is answered           id c<query id>
//	my_chat_member   KindLeave when the customer blocks the bot      id l<time>
//
// Ids are Telegram's own of the thing that happened, and not update ids: those start again at a
// random number after a quiet week. They stay the same over redeliveries and over a change between
// webhook and polling.
//
// Only private chats are served. A group that adds the bot is told so once, and ignored.
package telegram
