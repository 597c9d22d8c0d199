# make test   everything: format, vet, staticcheck, all tests with the race detector, browser tests
# make run    the bot with its defaults
# make build  a static binary in ./huiyin

GO    ?= go
TOOL   = $(GO) tool -modfile=tools.mod

.PHONY: test run build deps fmt lint

test: deps lint
	$(GO) test -race -timeout 30m ./...

deps:
	@.ci/deps

lint:
	@unformatted="$$($(TOOL) gofumpt -l .)"; if [ -n "$$unformatted" ]; then \
		echo "not formatted (run make fmt):"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(TOOL) staticcheck ./...

fmt:
	$(TOOL) gofumpt -w .

run:
	$(GO) run ./cmd/huiyin serve

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags="-s -w" -o huiyin ./cmd/huiyin
