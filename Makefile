# Two commands for a newcomer: `make demo` and `make test`. Both install what is missing where they may.

PREFIX ?= /usr/local
SWIFT  ?= swift
BUILD   = $(SWIFT) build --explicit-target-dependency-import-check error
JOBS   ?= $(shell nproc 2>/dev/null || echo 2)

# The libraries without tool and services: what release and sanitizer runs build.
LIBRARY = COUNTERSIGN_LIBRARY_ONLY=1
SECONDS_EACH ?= 60
# Tests that wait for a peer run by themselves: beside the arithmetic of the others they would wait for a core instead.
WITH_SOCKETS = ^Countersign(Client|Flow|Harness|Prevalidator|Sandbox|Service)Tests\.

.PHONY: demo test test-release test-sanitizers test-address test-thread vectors lint \
	bench bench-signing bench-verifier bench-abi bench-sandbox bench-prevalidator bench-device bench-phone bench-client \
	fuzz fuzz-verify check-kernels check-cold-start check-cross check-constant-time check-openapi check-sandbox \
	check-prevalidator check-device check-pytest check-rows check-generated check-abi check-install install clean

## Real challenges of the bank signed and explained; then a bank, a phone and a transfer, all in one process.
demo:
	@Scripts/setup.sh build
	@$(BUILD) --product countersign
	@Scripts/demo.sh .build/debug/countersign

## Every test, with a count of the vectors of each suite at the end.
test: vectors
	@$(BUILD) --build-tests
	@Scripts/run-tests.sh $(SWIFT) test --skip-build --skip '$(WITH_SOCKETS)'
	@Scripts/run-tests.sh --without-vectors $(SWIFT) test --skip-build --filter '$(WITH_SOCKETS)'
	@COUNTERSIGN_ALONE=1 $(SWIFT) test --skip-build --no-parallel --filter 'growsByLessThanAMegabyte|needsLess_whenAStageIsSmall'
	@python3 Scripts/check-documents.py .build/debug/countersign README.md docs/client.md docs/device.md docs/security-v2.md

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

test-sanitizers: test-address test-thread

## AddressSanitizer over Swift and C, UndefinedBehaviorSanitizer over C, in one build; C optimised a little, for the kernels.
UNDEFINED = -Xcc -O1 -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=all -Xswiftc -Xclang-linker -Xswiftc -fsanitize=undefined
test-address: vectors
	$(LIBRARY) Scripts/run-tests.sh $(SWIFT) test --sanitize=address $(UNDEFINED) --disable-xctest --scratch-path .build-address

## With Swift's Mutex made visible to ThreadSanitizer.
test-thread: vectors
	@mkdir -p .build-thread
	clang -fsanitize=thread -O1 -fPIC -c Tests/ThreadSanitizer/mutex.c -o .build-thread/mutex.o
	$(LIBRARY) Scripts/run-tests.sh $(SWIFT) test --sanitize=thread -Xcc -O1 -Xcc -DCOUNTERSIGN_SANITIZE_KERNELS \
		-Xlinker $(CURDIR)/.build-thread/mutex.o \
		--disable-xctest --scratch-path .build-thread

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

## Every kernel's layers and verdicts, optimised and with its ranges checked; then planted
## mistakes, each to be caught.
check-kernels:
	@Scripts/check-kernels.sh
	@Scripts/plant-kernel-mistakes.py

## STARTS cold starts of 64 threads each, under ThreadSanitizer.
STARTS ?= 100
check-cold-start:
	@Scripts/check-cold-start.sh $(STARTS)

## The C libraries on arm64 and on a big-endian machine, under emulation.
check-cross:
	@Scripts/check-cross.sh

## No branch and no address of the C code depends on a private scalar: valgrind follows it.
check-constant-time:
	@Scripts/check-constant-time.sh

## The running sandbox against its own API description, by schemathesis (from PyPI).
check-openapi:
	@Scripts/setup.sh test
	@$(BUILD) --product countersign
	@Scripts/check-openapi.sh
	@Scripts/check-openapi-prevalidator.sh .build/debug/countersign
	@Scripts/check-openapi-phone.sh .build/debug/countersign

## The faults of the sandbox that take long: kills under load, hostile connections, load, timing, races. The long soak is
## `make check-sandbox SOAK=10000000`.
SOAK ?= 200000
check-sandbox:
	@Scripts/setup.sh test
	@$(BUILD) --product countersign
	@Scripts/check-sandbox.py .build/debug/countersign kills 100
	@Scripts/check-sandbox.py .build/debug/countersign drains 20
	@Scripts/check-sandbox.py .build/debug/countersign hostile 500
	@Scripts/check-sandbox.py .build/debug/countersign timing 100000
	@Scripts/check-sandbox.py .build/debug/countersign soak $(SOAK)
	COUNTERSIGN_RACES=10000 COUNTERSIGN_RACE_ROUNDS=50 $(SWIFT) test --filter RaceTests

## Every row of the acceptance checklist (COUNTERSIGN_CHECKLIST, else ../shared/domain) has a test that names it.
check-rows:
	@Scripts/list-untested-rows.py

## Generated files are what their scripts write.
check-generated:
	@python3 Scripts/generate-vectors.py --check
	@python3 Scripts/generate-generator-table.py --check
	@python3 Scripts/generate-self-test.py --check

bench: bench-signing bench-verifier bench-sandbox bench-prevalidator bench-device

## The pre-validator's service over loopback, with its load client on the same cores, and the C library.
bench-prevalidator:
	@Scripts/setup.sh bench
	@Scripts/bench-prevalidator.sh $(CHECKS)

## The faults of the pre-validator that take long: kills and SIGTERM under load, a full disk, races, hostile connections.
check-prevalidator:
	@Scripts/setup.sh test
	@$(BUILD) --build-tests
	COUNTERSIGN_KILLS=200 $(SWIFT) test --skip-build --filter 'CountersignPrevalidatorTests\.(KillTests|RaceTests|SQLiteStoreTests)'
	@Scripts/check-prevalidator.py .build/debug/countersign drains 20
	@Scripts/check-prevalidator.py .build/debug/countersign race 10000
	@Scripts/check-prevalidator.py .build/debug/countersign hostile 500

## A thousand writers of phones killed at random moments.
check-device:
	@Scripts/setup.sh test
	@$(BUILD) --build-tests
	COUNTERSIGN_KILLS=1000 $(SWIFT) test --skip-build --filter DeviceKillTests

## Verification and signing beside OpenSSL in the same process; tables, charts and JSON in out/. BENCH=--quick is short.
bench-verifier bench-signing: bench-%:
	@Scripts/setup.sh bench
	@Scripts/bench.sh $* $(BENCH)

## Start, change requests a second, latency and restores of the sandbox; with a load client on the same machine.
bench-sandbox:
	@Scripts/setup.sh bench
	@Scripts/bench-sandbox.sh $(BENCH_SECONDS)

## libcountersign in release: its exported names, what it is linked with, and a caller in C, Python, Go and Java.
check-abi:
	@Scripts/check-abi.sh

## `make install` into an empty folder, and everything that it installs tried there.
check-install:
	@Scripts/check-install.sh

## What a call of the C library costs beside the Swift API.
bench-abi:
	@Scripts/setup.sh bench
	@Scripts/bench-abi.sh $(BENCH)

## Phones and client: a phone's signing beside OpenSSL's, the memory of a fleet, what the client adds to a request, the
## time of the demonstration. BENCH=--quick is short.
bench-device: bench-phone bench-client
	@for name in sign-share fleet-mb client-overhead-us demo-ms; do \
		grep -h "^figure $$name " out/bench-phone.txt out/bench-client.txt || exit 1; \
	done

bench-phone:
	@Scripts/setup.sh bench
	@Scripts/bench-phone.sh $(BENCH)

## The fixtures of the Python package against the built tool.
check-pytest:
	@$(BUILD) --product countersign
	@Scripts/check-pytest.sh .build/debug/countersign

bench-client:
	@Scripts/setup.sh bench
	@Scripts/bench-client.sh $(BENCH)

install:
	@Scripts/setup.sh build
	$(SWIFT) build -c release --static-swift-stdlib --product countersign
	@[ "$$(uname -s)" != Linux ] || Scripts/build-library.sh
	@Scripts/install.sh "$(PREFIX)" "$(DESTDIR)"

clean:
	rm -rf .build .build-*
