package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"time"

	"github.com/go-telegram/bot"

	"huiyin/adapters"
)

// Check implements adapters.Channel: it asks who the bot is and whether messages reach us.
func (c *Channel) Check(ctx context.Context) (string, error) {
	name, err := c.username(ctx)
	if err != nil {
		return "", err
	}
	hook, err := c.api.GetWebhookInfo(ctx)
	if err != nil {
		return "", fmt.Errorf("ask for the webhook: %w", asSendError(err))
	}
	status := "@" + name
	switch {
	case c.cfg.Mode == Polling && hook.URL != "":
		status += "：已登记 webhook，轮询启动时会取消它 / a webhook is set, polling will remove it"
	case c.cfg.Mode == Webhook && hook.URL != c.hookURL():
		status += "：webhook 尚未登记，启动时会登记 / the webhook is not set yet, starting will set it"
	case c.cfg.Mode == Webhook && c.now().Sub(time.Unix(int64(hook.LastErrorDate), 0)) < time.Hour:
		status += fmt.Sprintf("：一小时内有投递失败，%d 条待收 / a delivery failed within the hour, %d wait",
			hook.PendingUpdateCount, hook.PendingUpdateCount)
	}
	return status, nil
}

// username asks getMe once.
func (c *Channel) username(ctx context.Context) (string, error) {
	c.nameMu.Lock()
	defer c.nameMu.Unlock()
	if c.name != "" {
		return c.name, nil
	}
	me, err := c.api.GetMe(ctx)
	if err != nil {
		return "", fmt.Errorf("ask who the bot is: %w", c.explain(err))
	}
	c.name = me.Username
	return c.name, nil
}

// explain makes a failed call an error that says what to do.
func (c *Channel) explain(err error) error {
	switch {
	case isRevoked(err):
		return fmt.Errorf("%w: ask @BotFather for the token", adapters.ErrRevoked)
	case codeOf(err) == "409":
		return errors.New("another process polls this bot: stop it, or give each its own bot")
	}
	return asSendError(err)
}

// payloadForm is what a deep link carries: "Deep linking", https://core.telegram.org/bots/features.
var payloadForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Link implements adapters.Linker.
func (c *Channel) Link(ctx context.Context, token string) (string, error) {
	if !payloadForm.MatchString(token) {
		return "", errors.New("link: a token has 1 to 64 of A-Z a-z 0-9 _ -")
	}
	name, err := c.username(ctx)
	if err != nil {
		return "", fmt.Errorf("link: %w", err)
	}
	return "https://t.me/" + url.PathEscape(name) + "?start=" + token, nil
}

// hookURL is where Telegram delivers in webhook mode.
func (c *Channel) hookURL() string {
	return c.cfg.PublicURL + "/hooks/" + c.Name() + "/" + c.cfg.Account
}

// register tells Telegram how to deliver: "setWebhook" with address and secret, or, to be allowed
// to poll, "deleteWebhook". What waits is kept in both cases.
func (c *Channel) register(ctx context.Context) error {
	var err error
	if c.cfg.Mode == Webhook {
		_, err = c.api.SetWebhook(ctx, &bot.SetWebhookParams{
			URL: c.hookURL(), SecretToken: c.cfg.Secret, AllowedUpdates: received,
		})
	} else {
		_, err = c.api.DeleteWebhook(ctx, &bot.DeleteWebhookParams{})
	}
	return err
}
