package answer_test

import (
	"testing"

	"huiyin/dialog/answer"
)

func TestContact(t *testing.T) {
	for _, tc := range []struct{ text, name, phone string }{
		{"13800138000", "", "13800138000"},
		{"138 0013 8000", "", "13800138000"},
		{"138-0013-8000", "", "13800138000"},
		{"+86 138 0013 8000", "", "13800138000"},
		{"+8613800138000", "", "13800138000"},
		{"8613800138000", "", "13800138000"},
		{"0086-13800138000", "", "13800138000"},
		{"１３８００１３８０００", "", "13800138000"},
		{"王芳 13800138000", "王芳", "13800138000"},
		{"王芳13800138000", "王芳", "13800138000"},
		{"13800138000 王芳", "王芳", "13800138000"},
		{"我叫王芳，电话是13800138000", "王芳", "13800138000"},
		{"姓名：欧阳娜娜\n电话：13800138000", "欧阳娜娜", "13800138000"},
		{"我姓李，139 0013 9000", "李", "13900139000"},
		{"李女士 13900139000", "李女士", "13900139000"},
		{"买买提·艾力 13900139000", "买买提·艾力", "13900139000"},
		{"打这个电话就行 13800138000", "", "13800138000"},
		{"13800138000 或 13900139000", "", "13800138000"},
		{"13800138000 13900139000", "", "13800138000"},
		{"021-62881234", "", "021-62881234"},
		{"(010) 6288 1234", "", "010-62881234"},
		{"0571 8888 9999转805", "", "0571-88889999转805"},
		{"+86 21 6288 1234", "", "021-62881234"},
		{"0755-8123456", "", "0755-8123456"},
		{"400 820 8820", "", "400-820-8820"},
		{"Wang Fang, 138 0013 8000", "Wang Fang", "13800138000"},
		{"My name is Wang Fang and my number is 13800138000", "Wang Fang", "13800138000"},
		{"I'm O'Neill +49 30 123456", "O'Neill", "+4930123456"},
		{"call me on 13800138000 any time", "", "13800138000"},
	} {
		name, phone, ok := answer.Contact(tc.text)
		if !ok || name != tc.name || phone != tc.phone {
			t.Errorf("%q: %q %q %v, want %q %q", tc.text, name, phone, ok, tc.name, tc.phone)
		}
	}
	for _, text := range []string{
		"", "王芳", "不想说", "9", "12345678", "12800138000", "1380013800", "138001380001", "310101199001011234", "CL20260118-4471",
		"保单号 6222021234567890123", "2026-11-25", "+1", "000000000000",
	} {
		if name, phone, ok := answer.Contact(text); ok {
			t.Errorf("%q is taken for %q %q", text, name, phone)
		}
	}
}

func TestPlace(t *testing.T) {
	for _, tc := range []struct {
		text string
		want answer.Spot
	}{
		{"31.2304, 121.4737", answer.Spot{Lat: 31.2304, Lon: 121.4737}},
		{"31.2304，121.4737 人民广场", answer.Spot{Lat: 31.2304, Lon: 121.4737, Words: "人民广场"}},
		{"121.4737,31.2304", answer.Spot{Lat: 31.2304, Lon: 121.4737}},
		{"-33.8568 151.2153", answer.Spot{Lat: -33.8568, Lon: 151.2153}},
		{"上海市黄浦区人民大道120号", answer.Spot{Words: "上海市黄浦区人民大道120号"}},
		{"人民广场", answer.Spot{Words: "人民广场"}},
		{"我在人民广场", answer.Spot{Words: "人民广场"}},
		{"车现在停在人民广场北面停车场", answer.Spot{Words: "人民广场北面停车场"}},
		{"G60高速嘉兴服务区", answer.Spot{Words: "G60高速嘉兴服务区"}},
		{"120 Renmin Avenue, Huangpu", answer.Spot{Words: "120 Renmin Avenue, Huangpu"}},
		{"near the North Railway Station", answer.Spot{Words: "near the North Railway Station"}},
	} {
		if got, ok := answer.Place(tc.text); !ok || got != tc.want {
			t.Errorf("%q: %+v %v, want %+v", tc.text, got, ok, tc.want)
		}
	}
	for _, text := range []string{
		"", "9", "好", "不知道", "1,3", "1.5, 2", "131.5, 200.1", "在路上等了两个小时没人管", "怎么发位置？", "ok", "why do you ask",
	} {
		if got, ok := answer.Place(text); ok {
			t.Errorf("%q is taken for %+v", text, got)
		}
	}
}

// Whatever people type, nothing panics, and a number that was read reads as itself.
func FuzzContact(f *testing.F) {
	for _, s := range []string{"王芳 13800138000", "(010) 6288 1234转8", "+86 21 6288 1234", "31.2,121.4 x", "\xff+1(", "０"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		answer.Place(s)
		_, phone, ok := answer.Contact(s)
		if !ok {
			return
		}
		if _, again, ok := answer.Contact(phone); !ok || again != phone {
			t.Errorf("%q reads as %q, and that as %q %v", s, phone, again, ok)
		}
	})
}
