package configs

import "embed"

// FS holds the files that the binary brings along.
//
//go:embed surveys/*.yaml journeys.yaml lexicons/*.yaml huiyin.yaml
var FS embed.FS

// defaults is the embedded huiyin.yaml: the first layer, and the reference of every key.
//
//go:embed huiyin.yaml
var defaults []byte
