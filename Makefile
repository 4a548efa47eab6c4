# make demo    the whole story on loopback, with real servers          KEEP=1 leaves it up
# make test    every test                                              FILTER=Name runs some
# make check   format lint, warnings as errors, tests, documentation
# make bench   the benchmarks, as ratios measured in one run            PART=ledger, again, s3, cards, types, or "64 KB", runs one
# make fuzz    what reads hostile bytes, fuzzed                        FUZZ_SECONDS=20 for each target
# make soak    2,000 events with things going wrong at random, in the end all right
# make autobahn  the WebSocket client against Autobahn's test suite  needs Python 2.7
# make build   the release build: .build/release/lazaret

SWIFT ?= swift
# With Swift's own libraries inside: nothing of Swift has to be installed where it runs, and calls into them are cheaper.
RELEASE = -c release --static-swift-stdlib
KEEP ?=
FILTER ?=
PART ?=

.PHONY: demo test check bench fuzz soak autobahn build lint docs packages clean

demo: packages
	$(SWIFT) build $(RELEASE) --product lazaret
	$(SWIFT) build $(RELEASE) --product lazaret-demo
	.build/release/lazaret-demo $(if $(KEEP),--keep)

test: packages
	$(SWIFT) build --build-tests
	scripts/run-tests $(FILTER)

check: packages lint test docs

bench: packages
	scripts/install-peers
	$(SWIFT) build $(RELEASE) --product lazaret
	$(SWIFT) build $(RELEASE) --product lazaret-bench
	DURABLE=1 scripts/postgres run .build/release/lazaret-bench $(if $(PART),"$(PART)")

fuzz: packages
	scripts/fuzz $(FILTER)

soak: packages
	$(SWIFT) build --build-tests
	SOAK_EVENTS=2000 scripts/run-tests SoakTests

autobahn: packages
	scripts/autobahn

build: packages
	$(SWIFT) build $(RELEASE) --product lazaret

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Fuzz Package.swift

docs:
	scripts/build-documentation

packages:
	@scripts/install-packages

clean:
	$(SWIFT) package clean
