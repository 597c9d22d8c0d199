package answer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spot is a place: coordinates, words, or both. Without coordinates both are 0.
type Spot struct {
	Lat, Lon float64 // degrees, WGS 84 or as the platform gave them
	Words    string  // an address, or what the place is called
}

// maxAddress bounds, in characters, an address: longer texts tell something.
const maxAddress = 80

// Place reads where something is: an address in words, or coordinates as maps copy them ("31.2304,
// 121.4737", also with the longitude first where that can be told), with words behind them or
// without. Words that name nothing an address is made of are not ok.
func Place(text string) (Spot, bool) {
	text = strings.TrimSpace(halfWidth(text))
	if m := coordinates.FindStringSubmatchIndex(text); m != nil {
		lat, err1 := strconv.ParseFloat(text[m[2]:m[3]], 64)
		lon, err2 := strconv.ParseFloat(text[m[4]:m[5]], 64)
		if lat > 90 || lat < -90 {
			lat, lon = lon, lat
		}
		if err1 == nil && err2 == nil && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180 {
			return Spot{Lat: lat, Lon: lon, Words: strings.TrimSpace(trim(text[m[1]:]))}, true
		}
	}
	words := strings.TrimSpace(placeLead.ReplaceAllString(text, ""))
	n := utf8.RuneCountInString(words)
	if n < 2 || n > maxAddress || strings.IndexFunc(words, unicode.IsLetter) < 0 || noPlace.MatchString(words) {
		return Spot{}, false
	}
	return Spot{Words: words}, addressWords.MatchString(words)
}

var (
	coordinates = regexp.MustCompile(`^\(?(-?\d{1,3}\.\d{1,12})[, ]+(-?\d{1,3}\.\d{1,12})\)?(?:[ ,]|$)`)
	placeLead   = regexp.MustCompile(`^(?:我|我们|车子?|人|现在|目前|地址|位置|地点|就|还|停)*(?:在|是|:)[: ]*`)
	// addressWords are what addresses are made of.
	addressWords = regexp.MustCompile(`(?i)[省市区县镇乡村街道路巷弄号栋幢楼座室站桥港岛湖]|大道|广场|公园|医院|学校|大学|中学|小学|大厦|商场|超市|酒店|宾馆|银行|小区|花园|机场|车站|地铁|高速|国道|出口|入口|服务区|收费站|路口|隧道|公里|停车场|加油站|维修|[4４]s店|中心|家里|` +
		`\b(?:road|rd|street|st|avenue|ave|lane|drive|boulevard|square|plaza|park|mall|hotel|hospital|school|university|station|airport|bridge|tunnel|highway|expressway|motorway|exit|district|city|town|village|building|tower|floor|room|garage|car park|parking|km|corner|gate)\b|\b[A-Z]\d{1,3}\b`)
	// noPlace tells a grievance or a question from an address.
	noPlace = regexp.MustCompile(`(?i)没人|没有|怎么|为什么|为啥|什么|不想|不要|不知道|不清楚|不满|不行|投诉|你们|您们|太慢|太差|等了|拖了|[吗呢?？!！]|\b(?:why|what|how|not|don't|never|nobody|terrible|complain|waited)\b`)
)
