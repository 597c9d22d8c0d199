package conversation

import (
	"fmt"
	"sync"

	"huiyin/dialog"
)

// reception is the survey of somebody who writes uninvited where no walk-in survey is configured.
// Nobody is asked its question: it lets an unhappy stranger reach a person, and be asked afterwards
// whether it is solved.
var reception = sync.OnceValue(func() *dialog.Survey {
	sv := &dialog.Survey{
		ID: "reception", Kind: "experience", Langs: []string{"zh", "en"},
		Title:  dialog.Text{"zh": "客户来访", "en": "Customer wrote in"},
		Thanks: dialog.Text{"zh": "谢谢您告诉我们！", "en": "Thank you for telling us!"},
		Questions: []*dialog.Question{{
			ID: "help", Type: dialog.Words, Text: dialog.Text{"zh": "有什么可以帮您？", "en": "How can we help?"},
		}},
	}
	if err := sv.Compile(); err != nil {
		panic(fmt.Sprintf("reception survey: %v", err))
	}
	return sv
})
