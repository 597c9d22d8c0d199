// Package wechattest is the platform's side of a WeChat official account, for tests: a fake of the
// API ([API]), a maker of encrypted callbacks and reader of encrypted replies ([Account], [Callback]),
// and an independent peer that does the same with the npm package wechat-crypto ([StartPeer]).
//
// It is written from the platform's documents and shares no code with package wechat or the library
// beneath it, so that a mistake on one side shows on the other:
//
//   - 消息推送、消息加解密: developers.weixin.qq.com/doc/oplatform/developers/dev/push
//   - 获取稳定版接口调用凭据: developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
//   - 发送客服消息: developers.weixin.qq.com/doc/subscription/api/customer/message/api_sendcustommessage
//   - 生成带参数的二维码: developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code
//   - 全局返回码: developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code
//
// Only tests import it.
package wechattest
