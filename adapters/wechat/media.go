package wechat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/silenceper/wechat/v2/officialaccount/message"

	"huiyin/adapters"
)

// mediaOf tells what a message holds that is not text. Location_X is the latitude. There are no cards:
// a contact is typed.
//
// Source: developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.
func mediaOf(m *message.MixMessage) *adapters.Media {
	switch m.MsgType {
	case message.MsgTypeImage:
		return &adapters.Media{Kind: adapters.MediaPhoto, Ref: m.MediaID}
	case message.MsgTypeLocation:
		return &adapters.Media{
			Kind: adapters.MediaLocation, Lat: m.LocationX, Lon: m.LocationY, Place: strings.Join(strings.Fields(m.Label), " "),
		}
	case message.MsgTypeVoice:
		return &adapters.Media{Kind: adapters.MediaVoice}
	}
	return &adapters.Media{Kind: adapters.MediaOther}
}

const mediaPath = "/cgi-bin/media/get"

// Open implements adapters.Downloader by media id, which is good for three days. PicUrl, which some
// accounts get beside it, is not used: it may name any host.
//
// Source: developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials. The
// interface needs a verified account.
func (c *Channel) Open(ctx context.Context, ref string) (io.ReadCloser, string, error) {
	for attempt := 0; ; attempt++ {
		token, err := c.tokens.GetAccessTokenContext(ctx)
		if err != nil {
			return nil, "", fmt.Errorf("access token: %w", err)
		}
		body, kind, err := c.fetch(ctx, token, ref)
		var refused *apiError
		if !errors.As(err, &refused) {
			return body, kind, err
		}
		switch {
		case attempt == 0 && staleToken(refused.code):
			c.tokens.drop(token)
			continue
		case refused.code == codeBadMediaID, refused.code == codeMediaSize, refused.code == codeNoPermission, refused.code == codeAPIForbidden:
			return nil, "", fmt.Errorf("%w: %w", adapters.ErrGone, err)
		}
		return nil, "", err
	}
}

// fetch asks for a file once. A refusal is JSON where an image should be.
func (c *Channel) fetch(ctx context.Context, token, ref string) (io.ReadCloser, string, error) {
	query := url.Values{"access_token": {token}, "media_id": {ref}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.cfg.API+mediaPath+"?"+query.Encode(), nil)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", mediaPath, withoutURL(err))
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", mediaPath, withoutURL(err))
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if resp.StatusCode == http.StatusOK && kind != "application/json" && kind != "text/plain" {
		return resp.Body, kind, nil
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, "", fmt.Errorf("%s: read answer: %w", mediaPath, err)
	}
	if err := decodeAnswer(mediaPath, resp.StatusCode, raw, nil); err != nil {
		return nil, "", err
	}
	return nil, "", fmt.Errorf("%s: %w", mediaPath, adapters.ErrGone) // a video: its answer is a link
}
