package wechattest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// life of an access token, in seconds.
const life = 7200

// stableToken gives the same token while it is good, unless a new one is forced.
func (a *API) stableToken(w http.ResponseWriter, r *http.Request) {
	var in struct {
		GrantType    string `json:"grant_type"`
		AppID        string `json:"appid"`
		Secret       string `json:"secret"`
		ForceRefresh bool   `json:"force_refresh"`
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		fail(w, 47001, "data format error")
		return
	}
	a.giveToken(w, in.GrantType, in.AppID, in.Secret, in.ForceRefresh)
}

// legacyToken is the older endpoint: every call makes a new token.
func (a *API) legacyToken(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	a.giveToken(w, q.Get("grant_type"), q.Get("appid"), q.Get("secret"), true)
}

func (a *API) giveToken(w http.ResponseWriter, grant, appID, secret string, force bool) {
	switch {
	case grant != "client_credential":
		fail(w, 40002, "invalid grant_type")
		return
	case appID != a.account.AppID:
		fail(w, 40013, "invalid appid")
		return
	case secret != a.account.AppSecret:
		fail(w, 40125, "invalid appsecret")
		return
	}
	a.mu.Lock()
	if a.token == "" || force {
		a.made++
		a.expired, a.token = a.token, "ACCESS-TOKEN-"+strconv.Itoa(a.made)
	}
	token := a.token
	a.mu.Unlock()
	answer(w, map[string]any{"access_token": token, "expires_in": life})
}

// send takes customer-service messages of the types text and msgmenu.
func (a *API) send(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ToUser  string `json:"touser"`
		MsgType string `json:"msgtype"`
		Text    *struct {
			Content string `json:"content"`
		} `json:"text"`
		Msgmenu *struct {
			HeadContent string `json:"head_content"`
			List        []Item `json:"list"`
			TailContent string `json:"tail_content"`
		} `json:"msgmenu"`
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		fail(w, 47001, "data format error")
		return
	}
	m := Sent{To: in.ToUser, Type: in.MsgType}
	switch {
	case in.ToUser == "":
		fail(w, 40003, "invalid openid")
		return
	case in.MsgType == "text" && in.Text != nil:
		m.Text = in.Text.Content
	case in.MsgType == "msgmenu" && in.Msgmenu != nil && len(in.Msgmenu.List) > 0:
		m.Text, m.Menu = in.Msgmenu.HeadContent, in.Msgmenu.List
	default:
		fail(w, 40008, "invalid message type")
		return
	}
	if m.Text == "" && len(m.Menu) == 0 {
		fail(w, 44004, "empty content")
		return
	}
	if len(m.Text) > 2048 {
		fail(w, 45002, "content size out of limit")
		return
	}
	a.mu.Lock()
	a.sent = append(a.sent, m)
	a.mu.Unlock()
	answer(w, map[string]any{"errcode": 0, "errmsg": "ok"})
}

// qrCode makes temporary codes with a string for a scene.
func (a *API) qrCode(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ExpireSeconds int64  `json:"expire_seconds"`
		ActionName    string `json:"action_name"`
		ActionInfo    struct {
			Scene struct {
				SceneStr string `json:"scene_str"`
			} `json:"scene"`
		} `json:"action_info"`
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		fail(w, 47001, "data format error")
		return
	}
	scene := in.ActionInfo.Scene.SceneStr
	if in.ActionName != "QR_STR_SCENE" || scene == "" || len(scene) > 64 || in.ExpireSeconds < 1 || in.ExpireSeconds > 2592000 {
		fail(w, 40053, "invalid action info")
		return
	}
	a.mu.Lock()
	a.scenes = append(a.scenes, scene)
	n := len(a.scenes)
	a.mu.Unlock()
	answer(w, map[string]any{
		"ticket": fmt.Sprintf("gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xL%d==", n), "expire_seconds": in.ExpireSeconds,
		"url": fmt.Sprintf("http://weixin.qq.com/q/kZgfwMTm72WWPkovabb%d", n),
	})
}

// Put gives a file a media id, as if a customer had sent it; nil content takes it away, as after three
// days.
func (a *API) Put(mediaID string, content []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if content == nil {
		delete(a.files, mediaID)
		return
	}
	a.files[mediaID] = content
}

// media gives a temporary file, with the headers of the documented example.
func (a *API) media(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("media_id")
	a.mu.Lock()
	content, ok := a.files[id]
	a.mu.Unlock()
	if !ok {
		fail(w, 40007, "invalid media_id")
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Content-Disposition", `attachment; filename="MEDIA_ID.jpg"`)
	_, _ = w.Write(content)
}

// userInfo knows everybody as a follower.
func (a *API) userInfo(w http.ResponseWriter, r *http.Request) {
	openid := r.URL.Query().Get("openid")
	if openid == "" {
		fail(w, 40003, "invalid openid")
		return
	}
	answer(w, map[string]any{
		"subscribe": 1, "openid": openid, "language": "zh_CN",
		"subscribe_time": time.Date(2012, 12, 20, 0, 0, 0, 0, time.UTC).Unix(), "unionid": "", "remark": "", "groupid": 0,
		"tagid_list": []int{}, "subscribe_scene": "ADD_SCENE_QR_CODE", "qr_scene": 0, "qr_scene_str": "",
	})
}
