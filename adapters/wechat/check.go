package wechat

import (
	"context"
	"errors"
	"fmt"
)

// Check gets an access token, which proves appid, secret and IP whitelist at once. The callback's
// token and AES key show only when the platform verifies the address.
func (c *Channel) Check(ctx context.Context) (status string, err error) {
	if _, err = c.tokens.GetAccessTokenContext(ctx); err == nil {
		return "已连接 connected (appid " + c.cfg.AppID + ")", nil
	}
	err = fmt.Errorf("check wechat account %s: %w", c.cfg.Account, err)
	var e *apiError
	if !errors.As(err, &e) {
		return "连不上微信接口，请检查网络 cannot reach the WeChat API: check the network", err
	}
	switch e.code {
	case codeBadAppID:
		return "AppID 不正确 the appid is wrong", err
	case codeBadSecret, codeBadCredential:
		return "AppSecret 不正确 the appsecret is wrong", err
	case codeSecretFrozen:
		return "AppSecret 已被冻结，请在公众平台解冻 the appsecret is frozen: unfreeze it at mp.weixin.qq.com", err
	case codeIPNotListed:
		ip := "本机出口 IP (this server's outgoing IP)"
		if e.ip.IsValid() {
			ip = e.ip.String()
		}
		return fmt.Sprintf("IP 不在白名单：请在公众平台「基本配置 → IP白名单」加入 %s"+
			" the IP is not whitelisted: add %[1]s at mp.weixin.qq.com, Basic configuration, IP whitelist", ip), err
	case codeBusy:
		return "微信繁忙，请稍后再试 WeChat is busy: try again later", err
	}
	return fmt.Sprintf("微信拒绝了请求 WeChat refused the request: %v", e), err
}
