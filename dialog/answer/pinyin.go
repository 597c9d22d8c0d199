package answer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// byPinyin reads an option typed in pinyin, with or without spaces: whole, or from its first
// syllable on ("sudu" for 速度慢). An option with a character that the table lacks is not found.
func byPinyin(s string, forms []form) (int, bool) {
	if hasHan(s) || len(s) < 3 {
		return 0, false
	}
	s = tight(s)
	index, count := 0, 0
	for i, f := range forms {
		whole, begins := spelled(f.short, s)
		if whole {
			return i, true
		}
		if begins && len(s) >= 4 {
			index, count = i, count+1
		}
	}
	return index, count == 1
}

// homophone reads an option typed with other characters of the same sound: 太度 for 态度.
func homophone(s string, forms []form) (int, bool) {
	said := []rune(s)
	if len(said) < 2 {
		return 0, false
	}
	index, count := 0, 0
	for i, f := range forms {
		o := []rune(f.short)
		same := len(o) == len(said) && denials(s) == denials(f.short)
		for k := 0; same && k < len(o); k++ {
			same = o[k] == said[k] || soundAlike(o[k], said[k])
		}
		if same {
			index, count = i, count+1
		}
	}
	return index, count == 1
}

func soundAlike(a, b rune) bool {
	for _, p := range pinyinOf[a] {
		if slices.Contains(pinyinOf[b], p) {
			return true
		}
	}
	return false
}

// spelled reports whether s is the pinyin of all of option, or of its first syllables.
func spelled(option, s string) (whole, begins bool) {
	at := 0
	for i, r := range option {
		p := ""
		for _, one := range pinyinOf[r] {
			if strings.HasPrefix(s[at:], one) && len(one) > len(p) {
				p = one
			}
		}
		if p == "" {
			return false, false
		}
		at += len(p)
		if at == len(s) {
			return i+utf8.RuneLen(r) == len(option), true
		}
	}
	return false, false
}

// pinyinOf gives the readings of the characters of insurance and service options.
var pinyinOf = syllables(`ai爱碍 an安案按 ba吧八把 bai百白 ban办般班版 bang帮 bao保报包宝薄 bei被备倍 ben本 bi比必笔 bian变便边 biao表标 bie别 bing病 bo拨 bu不部步补
cai才材财 can参残餐 cang仓 ce测策 cha差查茶 chan产 chang长常场厂偿 chao超 che车 cheng成程城诚 chi迟持 chong重充宠 chu出处初除 chuan传 ci次词 cong从 cuo错
da大打答达 dai带待代贷 dan单担但 dang当 dao到道导 de的得地 deng等 di低第底 dian点电店 diao调 ding定订 dong动懂东 dou都 du度读独 duan段短断 dui对 duo多
e额鹅 er二而 fa发法 fan烦反返饭 fang方房放防 fei费非肥 fen分份 feng风 fu服付负复福附 fou否
gai该改 gan感干 gang刚 gao高告 ge个各格 gei给 geng更 gong工公供 gou够购沟 gu顾估故 guan关管官馆 guang广 gui贵规 guo过国果
hai还孩海 han含 hao好号 he和合 hen很 hong红 hou后候 hu户护 hua话花划化画 huai坏 huan还换环 hui会回汇 huo或火伙
ji及机几级急计记寄积基 jia家价加假驾架 jian件简间见检减建 jiang讲奖 jiao交叫较教 jie解接结节姐介借 jin近进金紧今 jing经精静 jiu就九救旧 ju具据拒距 jue觉绝 jun均
ka卡 kai开 kan看 kang康 kao靠考 ke可客科课 kong空控 kou口扣 ku苦 kuai快块 kuan款宽 kuang况 kun困
lai来 lan烂 lang浪 lao老劳 le了乐 lei累类 leng冷 li理力利里离立例 lian联连脸 liang两量辆良 liao料疗了 lin林临 ling零领另 liu六留流 long隆 lou漏楼 lu路录 luan乱 lun论轮
ma吗妈 mai买卖 man慢满漫 mang忙 mao猫毛 mei没每美 men们 mi密 mian免面 miao秒描 min民 ming明名 mo末模 mu目
na那哪 nan难男 nei内 neng能 ni你 nian年 nin您 niu牛 nong农 nuo诺 nü女
pa怕 pai派排 pan判 pang旁 pao跑 pei赔配陪 pian便片骗 piao票 pin品频 ping平评 pu普
qi其起期气齐七 qian前钱签欠 qiang强 qiao巧 qin亲 qing清情请轻 qiu求 qu去区取 quan全权 que确缺
ran然 rang让 re热 ren人认 ri日 rong容 ru如入 ruan软
san三 sao扫 shan善 shang上商伤 shao少 she设社 shen什身申审深神 sheng省生声 shi是时事使十式试市师实 shou收手受首售 shu书数属输熟 shuai率 shui水税谁 shun顺 shuo说 si四思私 song送松 su速诉素 sui随岁 sun损 suo所索
ta他她它 tai太态 tan谈 tang躺 tao套讨 te特 ti提题体 tian天填 tiao条 tie贴 ting停听 tong通同 tou投头 tu图 tui推退 tuo拖托
wai外 wan完万晚 wang网往忘 wei为位维微未喂 wen问文稳 wo我 wu务无五误物
xi系细息习希 xia下 xian险先现线显限 xiang项想相详像 xiao小效消校 xie些写谢 xin心信新 xing行性型姓 xiu修 xu需许续 xuan选 xue学 xun询
ya压牙 yan严言眼验延 yang样养 yao要药 ye也业 yi一宜以医意疑义易已 yin因银音 ying应影赢 yong用 you有又优由友油 yu于与预语 yuan原元员院愿远 yue月约越 yun运云
zai在再 zan赞 zao早造 ze则责择 zen怎 zeng增 zhang账长张 zhao找招 zhe这着者 zhen真诊 zheng正证整 zhi知只直质支值至制 zhong中种重终 zhou周 zhu主住助 zhuan专转 zhuang装状 zhun准 zi自资字子 zong总综 zu组足 zui最 zun尊 zuo做作坐`)

func syllables(table string) map[rune][]string {
	m := map[rune][]string{}
	for _, line := range strings.Fields(table) {
		at := strings.IndexFunc(line, isHan)
		for _, r := range line[at:] {
			m[r] = append(m[r], line[:at])
		}
	}
	return m
}
