# make run     build, fetch the language model, and serve http://127.0.0.1:8080 from ./data
# make test    vet, every test, the race detector; brings Chromium and the language
#              model where it can
# make model   fetch the language model and its runtime into the user's cache
# make lint    gofmt, staticcheck, govulncheck
# make bench   the figures of the README beside their targets (needs ../shared)
# make safety  each promise of docs/promises.md in its short form, times by four: CI machines are shared
# make soak    the same in the release form: hours; SAFETY='-only kills' for one
# make build   the binary ./yinju

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

export CGO_ENABLED := 1

# libstdc++ and libgcc go into the binary, so that it runs where no compiler is;
# glibc stays dynamic, for the model runtime is loaded while running.
LDFLAGS := -linkmode external -extldflags '-static-libstdc++ -static-libgcc'

# The packages that work with several goroutines. The others are pure functions,
# and the race detector is slow beside C code.
RACE := ./archive/... ./server/... ./cli/... ./index/... ./corpus/store/...

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

.PHONY: build run model test race lint bench safety soak licences browser compiler

build: compiler
	go build -ldflags "$(LDFLAGS)" -o yinju .

# Without the model the service runs on words, and says so.
run: build
	./yinju model fetch || true
	./yinju serve

model: build
	./yinju model fetch

# Where Maven reaches nothing, the tests that need the model are skipped by name;
# where the model is, none of them may be.
test: compiler browser
	go vet ./...
	embedder=required; .ci/model go run . || { [ $$? = 3 ] && embedder=; }; \
	export YINJU_EMBEDDER=$$embedder YINJU_BROWSER=required; \
	go test -timeout 20m ./...
	$(MAKE) --no-print-directory race

# -short leaves out what only repeats a test on more data.
race: compiler
	go test -race -short -timeout 40m $(RACE)

lint:
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "gofmt -w $$files"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...
	@.ci/vulncheck $(GOVULNCHECK)

bench: compiler
	go run ./bench $(BENCH)

# SAFETY takes flags: -only NAMES, -n N, -seed S.
safety: compiler browser
	go run ./safety -slack 4 $(SAFETY)

soak: compiler browser
	go run ./safety -full $(SAFETY)

# Writes THIRD_PARTY.md anew from the licences of the modules that are linked in.
licences:
	go run ./docs/licences > THIRD_PARTY.md.new
	mv THIRD_PARTY.md.new THIRD_PARTY.md

compiler:
	@command -v c++ >/dev/null || { echo "需要 C++ 编译器：apt-get install g++"; exit 1; }

browser:
	@.ci/browser
