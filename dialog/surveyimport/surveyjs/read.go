package surveyjs

import (
	"errors"
	"fmt"
	"slices"

	"huiyin/dialog"
	"huiyin/dialog/surveyimport"
)

// The bounds of a file.
const (
	maxBytes = 4 << 20
	maxDepth = 20
)

// Read gives a SurveyJS survey as a draft. Its errors name the place in the JSON.
func Read(data []byte) (*surveyimport.Draft, error) {
	if len(data) > maxBytes {
		return nil, fmt.Errorf("the file is larger than %d bytes", maxBytes)
	}
	root, err := parse(data)
	if err != nil {
		return nil, err
	}
	r := &reader{draft: &surveyimport.Draft{}}
	if err := r.survey(root); err != nil {
		return nil, err
	}
	r.draft.Notes = append(r.draft.Notes, r.seldom.Notes()...)
	return r.draft, nil
}

// reader collects a draft.
type reader struct {
	draft  *surveyimport.Draft
	seldom surveyimport.Seldom
	asked  int  // questions so far
	random bool // the questions of every page are in random order
}

func (r *reader) lost(where, what, do string) {
	r.draft.Notes = append(r.draft.Notes, surveyimport.Note{Kind: surveyimport.Lost, Where: where, What: what, Do: do})
}

func (r *reader) survey(root *node) error {
	r.draft.Title, r.draft.Thanks = root.words("title"), root.words("completedHtml")
	r.draft.Lang, _ = surveyimport.Language(root.text("locale")) // without one the letters tell what "default" is
	r.random = root.text("questionsOrder") == "random" || root.text("questionOrder") == "random"
	if text := root.words("description"); !text.Empty() {
		r.draft.Items = append(r.draft.Items, surveyimport.Item{Question: statement("about", text)})
	}
	pages := root.objects("pages")
	root.get("elements")
	root.get("questions")
	if len(pages) == 0 && (root.has("elements") || root.has("questions")) {
		pages = []*node{{"", map[string]any{"elements": root.values["elements"], "questions": root.values["questions"]}, map[string]bool{}}}
	}
	if len(pages) == 0 {
		return errors.New("this is no SurveyJS survey: pages, or elements, are missing")
	}
	for i, page := range pages {
		g, err := r.group(page, 1)
		if err != nil {
			return err
		}
		if g.Name == "" {
			g.Name = fmt.Sprintf("page%d", i+1)
		}
		r.draft.Items = append(r.draft.Items, surveyimport.Item{Group: g})
	}
	for _, t := range root.objects("triggers") {
		r.trigger(t)
	}
	r.rest(root)
	return nil
}

func statement(name string, text surveyimport.Words) *surveyimport.Question {
	return &surveyimport.Question{Name: name, Where: text.Where, Type: dialog.Statement, Text: text, Aside: true}
}

// group reads a page or a panel.
func (r *reader) group(n *node, depth int) (*surveyimport.Group, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("%s: panels lie deeper than %d", n.path, maxDepth)
	}
	g := &surveyimport.Group{
		Name: n.text("name"), Where: n.path, Title: n.words("title"), When: n.condition("visibleIf"),
		Shuffle: r.random || n.text("questionsOrder") == "random" || n.text("questionOrder") == "random",
	}
	if text := n.words("description"); !text.Empty() {
		g.Items = append(g.Items, surveyimport.Item{Question: statement(g.Name+"_about", text)})
	}
	n.get("type")
	for _, key := range []string{"elements", "questions", "templateElements"} {
		for _, e := range n.objects(key) {
			items, err := r.element(e, depth+1)
			if err != nil {
				return nil, err
			}
			g.Items = append(g.Items, items...)
		}
	}
	return g, nil
}

// element reads a panel or a question.
func (r *reader) element(n *node, depth int) ([]surveyimport.Item, error) {
	switch n.text("type") {
	case "panel", "flowpanel":
		g, err := r.group(n, depth)
		r.rest(n)
		return []surveyimport.Item{{Group: g}}, err
	case "paneldynamic":
		g, err := r.group(n, depth)
		if err != nil {
			return nil, err
		}
		g.Loop = true
		if title := n.words("templateTitle"); !title.Empty() {
			r.lost(n.at("templateTitle"), "the title of each panel", "say it in the questions; {item} is the thing of the list")
		}
		r.rest(n)
		return []surveyimport.Item{{Group: g}}, nil
	}
	var out []surveyimport.Item
	if r.asked++; r.asked > surveyimport.MaxQuestions {
		return nil, fmt.Errorf("%s: there are more than %d questions", n.path, surveyimport.MaxQuestions)
	}
	lost := false
	for _, q := range r.question(n) {
		out = append(out, surveyimport.Item{Question: q})
		lost = q.Lost != ""
	}
	if !lost {
		r.rest(n)
	}
	return out, nil
}

// trigger reads what the survey does by itself: end, or skip to a question.
func (r *reader) trigger(n *node) {
	when := n.condition("expression")
	kind := n.text("type")
	if when != nil && (kind == "complete" || kind == "skip") {
		r.draft.Exits = append(r.draft.Exits, surveyimport.Exit{When: when, To: n.text("gotoName")})
		return
	}
	r.lost(n.path, fmt.Sprintf("trigger %q", kind), "write a route")
}

// layout are keys that say how a form looks, or what messages do anyway.
var layout = []string{
	"logo", "logoPosition", "logoWidth", "logoHeight", "logoFit", "width", "widthMode", "minWidth", "maxWidth", "titleLocation", "descriptionLocation",
	"indent", "innerIndent", "startWithNewLine", "state", "colCount", "showNumber", "showQuestionNumbers", "questionTitleLocation", "questionErrorLocation",
	"errorLocation", "showProgressBar", "progressBarType", "showNavigationButtons", "showPrevButton", "showTitle", "showPageTitles", "showPageNumbers",
	"pageNextText", "pagePrevText", "completeText", "startSurveyText", "requiredText", "requiredMark", "questionStartIndex", "questionTitlePattern",
	"renderAs", "renderMode", "displayMode", "rateType", "rateColorMode", "rateDisplayMode", "scaleColorMode", "autoGenerate", "rateCount",
	"placeholder", "placeHolder", "rows", "cols", "autoGrow", "allowResize", "maxLength", "size", "autocomplete", "allowClear", "showClearButton",
	"searchEnabled", "searchMode", "closeOnSelect", "hideSelectedItems", "itemSize", "storeOthersAsComment", "isSinglePage", "questionsOnPageMode",
	"checkErrorsMode", "textUpdateMode", "focusFirstQuestionAutomatic", "focusOnFirstError", "autoFocusFirstQuestion", "goNextPageAutomatic",
	"autoAdvanceEnabled", "allowCompleteSurveyAutomatic", "autoAdvanceAllowComplete", "maxTextLength", "maxOthersLength", "fitToContainer",
	"headerView", "backgroundImage", "showTOC", "tocLocation", "showCompletedPage", "clearInvisibleValues", "showPreviewBeforeComplete",
	"alternateRows", "verticalAlign", "columnMinWidth", "rowTitleWidth", "showHeader", "hideNumber", "useDisplayValuesInDynamicTexts",
	"longTap", "selectToRankAreasLayout", "showSelectAllItem", "hasSelectAll", "selectAllText", "panelsState", "sendResultOnPageNext",
	"cellType", "eachRowRequired", "isAllRowRequired", "cookieName", "otherPlaceholder", "otherPlaceHolder",
	"waitForUpload", "storeDataAsText", "acceptedTypes", "maxSize", "sourceType", "showPreview", "allowImagesPreview", "dataList", "surveyId",
	"panelAddText", "panelRemoveText", "confirmDelete", "templateTitleLocation", "showRangeInProgress", "maskType",
}

// rest tells of the keys that nothing was made of.
func (r *reader) rest(n *node) {
	for _, key := range n.unseen() {
		switch {
		case slices.Contains(layout, key):
		case key == "requiredIf":
			r.seldom.Add("required", n.at(key), "a customer may always pass on a question")
		default:
			r.seldom.Add("“"+key+"”", n.at(key), "it has no counterpart")
		}
	}
}
