package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huiyin/adapters"
)

const (
	maxText    = 4096 // characters, "sendMessage"
	maxData    = 64   // bytes of callback_data, "InlineKeyboardButton"
	maxButtons = 100  // of one keyboard
)

// Send implements adapters.Channel. Text goes out plain, without parse mode, so that nothing in it
// is markup. Text past the limit is split at sentence ends; buttons stand under the last part.
func (c *Channel) Send(ctx context.Context, out adapters.Outbound) (adapters.Receipt, error) {
	chat, err := c.chatOf(out.To)
	if err != nil {
		return adapters.Receipt{}, err
	}
	if err := checkContent(out); err != nil {
		return adapters.Receipt{}, err
	}
	parts := split(out.Text, maxText)
	var receipt adapters.Receipt
	for i, part := range parts {
		if i < c.progress.sent(out.ID) {
			continue // went out before a later part was refused
		}
		p := &bot.SendMessageParams{ChatID: chat, Text: part}
		if i == len(parts)-1 {
			p.ReplyMarkup = markupOf(out)
			if p.ReplyMarkup == nil {
				p.ReplyMarkup = c.keyboards.over(chat)
			}
		}
		m, err := c.api.SendMessage(ctx, p)
		if err != nil {
			c.progress.note(out.ID, i)
			return adapters.Receipt{}, asSendError(err)
		}
		c.keyboards.note(chat, p.ReplyMarkup)
		receipt.ID = strconv.Itoa(m.ID)
	}
	c.progress.forget(out.ID)
	return receipt, nil
}

// chatOf is the chat id of an address of this account.
func (c *Channel) chatOf(to adapters.Address) (int64, error) {
	if to.Channel != c.Name() || to.Account != c.cfg.Account {
		return 0, permanent("address of another account")
	}
	chat, err := strconv.ParseInt(to.User, 10, 64)
	if err != nil || chat <= 0 {
		return 0, permanent("address is no private chat")
	}
	return chat, nil
}

// checkContent refuses what Telegram would refuse, before a part of it is sent.
func checkContent(out adapters.Outbound) error {
	if strings.TrimSpace(out.Text) == "" {
		return permanent("text is empty")
	}
	if len(out.Buttons) > maxButtons {
		return permanent("more buttons than a keyboard holds")
	}
	for _, b := range out.Buttons {
		if b.Value == "" || len(b.Value) > maxData {
			return permanent("button value has not 1 to 64 bytes")
		}
		if strings.TrimSpace(b.Label) == "" {
			return permanent("button label is empty")
		}
	}
	return nil
}

// Typing implements adapters.Typer: "sendChatAction", shown for five seconds.
func (c *Channel) Typing(ctx context.Context, to adapters.Address) error {
	chat, err := c.chatOf(to)
	if err != nil {
		return err
	}
	_, err = c.api.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: chat, Action: models.ChatActionTyping})
	if err != nil {
		return fmt.Errorf("show typing: %w", asSendError(err))
	}
	return nil
}

// progress remembers how many parts of a split message went out before one was refused, so that
// the retry does not repeat them. It is a courtesy, not a promise: a restart forgets it.
type progress struct {
	mu    sync.Mutex
	parts map[string]int // by outbound id
}

// maxProgress bounds the memory; past it, all is forgotten.
const maxProgress = 1000

func (p *progress) sent(id string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.parts[id]
}

func (p *progress) note(id string, parts int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if parts == 0 || id == "" {
		return
	}
	if p.parts == nil || len(p.parts) >= maxProgress {
		p.parts = map[string]int{}
	}
	p.parts[id] = parts
}

func (p *progress) forget(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.parts, id)
}
