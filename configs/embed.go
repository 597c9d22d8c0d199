package configs

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
)

// FS holds the files that the binary brings along.
//
//go:embed surveys/*.yaml journeys.yaml lexicons/*.yaml huiyin.yaml
var FS embed.FS

// defaults is the embedded huiyin.yaml: the first layer, and the reference of every key.
//
//go:embed huiyin.yaml
var defaults []byte

// SurveyFS gives the folder of surveys: the operator's, or the embedded one.
func (c *Config) SurveyFS() (fs.FS, error) {
	if c.Surveys == "" {
		return fs.Sub(FS, "surveys")
	}
	if info, err := os.Stat(c.Surveys); err != nil {
		return nil, fmt.Errorf("open surveys: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("open surveys: %s is not a folder", c.Surveys)
	}
	return os.DirFS(c.Surveys), nil
}

// ReadJourneys gives the journeys file, the operator's or the embedded one, with the name to show
// in errors.
func (c *Config) ReadJourneys() (name string, data []byte, err error) {
	if c.Journeys == "" {
		data, err = FS.ReadFile("journeys.yaml")
		return "journeys.yaml", data, err
	}
	data, err = os.ReadFile(c.Journeys)
	if err != nil {
		return c.Journeys, nil, fmt.Errorf("read journeys: %w", err)
	}
	return c.Journeys, data, nil
}

// DefaultYAML is the commented huiyin.yaml, for "huiyin config init" and the documentation.
func DefaultYAML() []byte { return append([]byte(nil), defaults...) }
