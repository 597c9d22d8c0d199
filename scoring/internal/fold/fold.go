// Package fold brings text to the form in which word lists are matched, rune for rune, so that what
// is found can be shown as the customer wrote it.
package fold

import "unicode"

// Runes folds text: half-width, lower case, Chinese punctuation and quotation marks to one kind
// each, common traditional characters to simplified. Each rune gives exactly one rune.
func Runes(text []rune) []rune {
	out := make([]rune, len(text))
	for i, r := range text {
		out[i] = one(r)
	}
	return out
}

func one(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E && r != '，' && r != '！' && r != '？' && r != '；' && r != '：':
		r -= 0xFEE0
	case r == '’' || r == '‘' || r == '`':
		return '\''
	case r == '\u3000' || r == '\u00A0':
		return ' '
	}
	if s, ok := simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

// simplified holds the traditional characters that words of these lists are written with.
var simplified = func() map[rune]rune {
	m := map[rune]rune{}
	runes := []rune("賠赔錢钱還还沒没無无聯联繫系繁繁續续態态實实責责廢废壓压難难煩烦懶懒謊谎騙骗讓让問问題题滿满時时間间開开關关電电話话號号點点兩两萬万個个這这麼么嗎吗們们會会願愿謝谢訂订給给選选項项絕绝與与過过單单處处理理辦办終终結结為为從从來来應应當当確确認认誰谁後后週周歲岁總总擾扰騷骚繼继買买賣卖費费險险經经見见語语錯错興兴動动歡欢轉转訴诉監监媒媒體体記记網网發发報报銀银師师庭庭仲仲裁裁罰罚靈灵熱热專专業业準准檔档審审覆复復复貼贴溫温暖暖贊赞棒棒優优傷伤氣气氛氛憤愤惡恶劣劣慘惨屍尸遲迟慢慢趕赶緊紧擔担憂忧驚惊喜喜寫写讀读聽听說说請请嚴严顧顾護护")
	for i := 0; i+1 < len(runes); i += 2 {
		if runes[i] != runes[i+1] {
			m[runes[i]] = runes[i+1]
		}
	}
	return m
}()

// Latin reports whether r is a letter that builds words between spaces.
func Latin(r rune) bool { return r <= unicode.MaxLatin1 && unicode.IsLetter(r) }

// WholeWord reports whether text[b:e] neither begins nor ends inside a Latin word.
func WholeWord(text []rune, b, e int) bool {
	return (b == 0 || !Latin(text[b]) || !Latin(text[b-1])) &&
		(e == len(text) || !Latin(text[e-1]) || !Latin(text[e]))
}

// ClauseEnd reports whether r ends a clause. Spaces end one between Chinese characters: people
// who write without punctuation put them there.
func ClauseEnd(text []rune, i int) bool {
	switch text[i] {
	case '，', '。', '！', '？', '；', '：', '、', ',', '.', '!', '?', ';', ':', '\n', '…', '~', '～', '(', ')', '（', '）', '"', '“', '”':
		return true
	case ' ':
		return i > 0 && i+1 < len(text) && unicode.Is(unicode.Han, text[i-1]) && unicode.Is(unicode.Han, text[i+1])
	}
	return false
}
