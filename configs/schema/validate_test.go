package schema_test

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strings"
	"unicode/utf8"
)

// validator is as much of JSON Schema draft 7 as the schemas here use. A keyword that it does not know
// is reported, so that nothing in a schema goes untested.
type validator struct {
	definitions map[string]any
}

func (v validator) check(at string, schema, value any) []string {
	s, ok := schema.(map[string]any)
	if !ok {
		return []string{at + ": the schema is no object"}
	}
	var wrong []string
	bad := func(format string, args ...any) { wrong = append(wrong, at+": "+fmt.Sprintf(format, args...)) }
	for key, arg := range s {
		switch key {
		case "$schema", "title", "description", "definitions", "then", "else", "properties", "additionalProperties":
		case "$ref":
			name := strings.TrimPrefix(arg.(string), "#/definitions/")
			wrong = append(wrong, v.check(at, v.definitions[name], value)...)
		case "allOf":
			for _, one := range arg.([]any) {
				wrong = append(wrong, v.check(at, one, value)...)
			}
		case "not":
			if len(v.check(at, arg, value)) == 0 {
				bad("is what it must not be: %v", arg)
			}
		case "if":
			branch := s["then"]
			if len(v.check(at, arg, value)) > 0 {
				branch = s["else"]
			}
			if branch != nil {
				wrong = append(wrong, v.check(at, branch, value)...)
			}
		default:
			if problem := keyword(key, arg, value); problem != "" {
				bad("%s", problem)
			}
			wrong = append(wrong, v.inside(at, key, arg, value)...)
		}
	}
	return append(wrong, v.properties(at, s, value)...)
}

// inside checks what the keyword says of the parts of a value.
func (v validator) inside(at, key string, arg, value any) (wrong []string) {
	switch value := value.(type) {
	case []any:
		if key == "items" {
			for i, item := range value {
				wrong = append(wrong, v.check(fmt.Sprintf("%s[%d]", at, i), arg, item)...)
			}
		}
	case map[string]any:
		if key == "propertyNames" {
			for name := range value {
				wrong = append(wrong, v.check(at+"."+name, arg, name)...)
			}
		}
	}
	return wrong
}

func (v validator) properties(at string, s map[string]any, value any) (wrong []string) {
	object, ok := value.(map[string]any)
	if !ok {
		return nil
	}
	known, _ := s["properties"].(map[string]any)
	for name, part := range object {
		here := at + "." + name
		switch more := s["additionalProperties"].(type) {
		case nil:
			if known[name] != nil {
				wrong = append(wrong, v.check(here, known[name], part)...)
			}
		case bool:
			if known[name] == nil && !more {
				wrong = append(wrong, here+": unknown key")
			} else if known[name] != nil {
				wrong = append(wrong, v.check(here, known[name], part)...)
			}
		default:
			if known[name] == nil {
				wrong = append(wrong, v.check(here, more, part)...)
			}
		}
	}
	return wrong
}

// keyword checks one keyword that looks at the value itself. As the standard says, those for another
// type of value say nothing.
func keyword(key string, arg, value any) string {
	number, isNumber := value.(float64)
	text, isText := value.(string)
	list, isList := value.([]any)
	object, isObject := value.(map[string]any)
	fails := false
	switch key {
	case "items", "propertyNames":
	case "type":
		fails = !typed(arg, value)
	case "enum":
		fails = true
		for _, one := range arg.([]any) {
			fails = fails && !reflect.DeepEqual(one, value)
		}
	case "const":
		fails = !reflect.DeepEqual(arg, value)
	case "pattern":
		fails = isText && !regexp.MustCompile(arg.(string)).MatchString(text)
	case "minimum":
		fails = isNumber && number < arg.(float64)
	case "maximum":
		fails = isNumber && number > arg.(float64)
	case "minLength":
		fails = isText && utf8.RuneCountInString(text) < int(arg.(float64))
	case "maxLength":
		fails = isText && utf8.RuneCountInString(text) > int(arg.(float64))
	case "minItems":
		fails = isList && len(list) < int(arg.(float64))
	case "maxItems":
		fails = isList && len(list) > int(arg.(float64))
	case "minProperties":
		fails = isObject && len(object) < int(arg.(float64))
	case "uniqueItems":
		for i := range list {
			for j := range i {
				fails = fails || reflect.DeepEqual(list[i], list[j])
			}
		}
	case "required":
		for _, name := range arg.([]any) {
			if _, there := object[name.(string)]; isObject && !there {
				return fmt.Sprintf("key %q is missing", name)
			}
		}
	default:
		return "the schema uses " + key + ", which the test does not know"
	}
	if fails {
		return fmt.Sprintf("%s: want %v", key, arg)
	}
	return ""
}

func typed(want, value any) bool {
	if several, ok := want.([]any); ok {
		for _, one := range several {
			if typed(one, value) {
				return true
			}
		}
		return false
	}
	number, isNumber := value.(float64)
	switch value.(type) {
	case map[string]any:
		return want == "object"
	case []any:
		return want == "array"
	case string:
		return want == "string"
	case bool:
		return want == "boolean"
	}
	return isNumber && (want == "number" || want == "integer" && number == math.Trunc(number))
}

// plain turns what YAML gives into what JSON gives.
func plain(value any) any {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		return err
	}
	return out
}
