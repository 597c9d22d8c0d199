package wechat

import (
	"context"
	"errors"
	"sync"

	"github.com/silenceper/wechat/v2/officialaccount/message"

	"huiyin/adapters"
)

// Ways a message went, in Receipt.Via.
const (
	viaPassive = "passive"
	viaService = "customer-service"
)

const sendPath = "/cgi-bin/message/custom/send"

// Send delivers one message: as the passive reply to out.ReplyTo while that request is held open, else
// by the customer-service API. A text over the limit goes as several messages.
func (c *Channel) Send(ctx context.Context, out adapters.Outbound) (adapters.Receipt, error) {
	if out.To.Channel != name || out.To.Account != c.cfg.Account || out.To.User == "" {
		return adapters.Receipt{}, permanent("address of another channel or account")
	}
	parts := split(asText(out), maxText)
	if len(parts) == 0 {
		return adapters.Receipt{}, permanent("empty message")
	}
	sent := c.progress.of(out.ID)
	via := viaService
	if out.ReplyTo != "" && sent == 0 {
		ok, err := c.sendPassive(ctx, out, parts[0])
		if err != nil {
			return adapters.Receipt{}, &adapters.SendError{Kind: adapters.Retry, Err: err}
		}
		if ok {
			sent, via = 1, viaPassive
		}
	}
	if sent == 0 && fitsMenu(out) && !c.cfg.NoMenu && !c.menuDenied.Load() {
		err := c.call(ctx, sendPath, asMenu(out), nil)
		if !deniesMenu(err) {
			return receipt(via, err)
		}
		c.menuDenied.Store(true)
		c.log.InfoContext(ctx, "account may not send menus, numbered text from now on",
			"channel", name, "account", c.cfg.Account)
	}
	for ; sent < len(parts); sent++ {
		if err := c.call(ctx, sendPath, message.NewCustomerTextMessage(out.To.User, parts[sent]), nil); err != nil {
			c.progress.keep(out.ID, sent)
			return receipt(via, err)
		}
	}
	c.progress.keep(out.ID, 0)
	return adapters.Receipt{Via: via}, nil
}

// sendPassive puts text into the requests held open for out.ReplyTo and reports whether one carried it.
func (c *Channel) sendPassive(ctx context.Context, out adapters.Outbound, text string) (bool, error) {
	w := c.waits.offer(out.To.User, out.ReplyTo, out.ID, func(own string) []byte {
		raw, err := c.asReply(text, out.To.User, own)
		if err != nil {
			return nil
		}
		return raw
	})
	if w == nil {
		return false, nil
	}
	return c.waits.delivered(ctx, w)
}

// deniesMenu reports the platform's refusal of msgmenu to this account.
func deniesMenu(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.code == codeAccountType
}

// receipt turns the outcome of a call into Send's.
func receipt(via string, err error) (adapters.Receipt, error) {
	if err != nil {
		return adapters.Receipt{}, sendError(err)
	}
	return adapters.Receipt{Via: via}, nil
}

// permanent is a refusal of our own, before the platform is asked.
func permanent(why string) *adapters.SendError {
	return &adapters.SendError{Kind: adapters.Permanent, Err: errors.New(why)}
}

// progress remembers how many parts of a long text went out before one failed, so that the retry goes
// on from there. It is lost with the process: then the customer reads the first parts twice.
type progress struct {
	mu   sync.Mutex
	sent map[string]int // by Outbound id
}

// maxProgress bounds the memory that messages given up on leave behind.
const maxProgress = 10_000

func newProgress() *progress { return &progress{sent: map[string]int{}} }

func (p *progress) of(id string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent[id]
}

// keep notes n parts sent; 0 forgets the message.
func (p *progress) keep(id string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n == 0 {
		delete(p.sent, id)
		return
	}
	if len(p.sent) >= maxProgress {
		clear(p.sent)
	}
	p.sent[id] = n
}
