package wechat

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/silenceper/wechat/v2/officialaccount/basic"
)

// MaxQRLife is the longest life of a temporary QR code.
const MaxQRLife = 30 * 24 * time.Hour

// maxScene is the longest scene_str.
const maxScene = 64

// QRCode makes a temporary QR code with a scene and returns the URL to encode in the picture. Whoever
// scans it arrives as KindFollow or KindStart with the scene as Payload. expire is cut to MaxQRLife.
//
// Source: developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code.
func (c *Channel) QRCode(ctx context.Context, scene string, expire time.Duration) (ticketURL string, err error) {
	if scene == "" || len(scene) > maxScene {
		return "", errors.New("qr code: scene must have 1 to 64 characters")
	}
	if expire < time.Minute {
		return "", errors.New("qr code: expiry is under a minute")
	}
	var ticket basic.Ticket
	req := basic.NewTmpQrRequest(min(expire, MaxQRLife), scene)
	if err := c.call(ctx, "/cgi-bin/qrcode/create", req, &ticket); err != nil {
		return "", fmt.Errorf("qr code: %w", err)
	}
	if ticket.URL == "" {
		return "", errors.New("qr code: answer carries no url")
	}
	return ticket.URL, nil
}

// Link makes the URL that opens the chat with an invitation token, good for 30 days. WeChat follows it
// when it is scanned as a QR code; a browser only shows a page that says so. It costs one of the
// account's 100,000 QR codes a day.
func (c *Channel) Link(ctx context.Context, token string) (string, error) {
	return c.QRCode(ctx, token, MaxQRLife)
}
