# What a person types. Each target is one script, so that the scripts can be read and run alone.
.PHONY: run setup-code test fuzz bench bench-collab faults shots build setup clean-state

run:          ## serve the product at one address, with a demo organisation
	@scripts/run

setup-code:   ## a fresh code for the first administrator, or one who is locked out
	@scripts/setup-code

test:         ## every check: format, lints, tests, budgets, the whole product in a browser
	@scripts/test

fuzz:         ## ten million mutated inputs for the text engine, or ROUNDS of them
	@MUSTER_FUZZ_ROUNDS=$(or $(ROUNDS),10000000) cargo test -p muster-text --test hostile

bench:        ## the figures we promise: sizes, latencies, cold starts
	@scripts/setup --browser
	@scripts/bench

faults:       ## a thousand seeded scenarios of typing with cuts and power failures
	@scripts/setup
	@scripts/faults

bench-collab: ## co-editing side by side with its peers from npm; takes most of an hour
	@scripts/setup
	@scripts/bench-collab

shots:        ## screenshots of every page of a staged incident, in shots/
	@scripts/setup --browser
	@scripts/shots

build:        ## what `run` serves, without serving it
	@scripts/setup
	@scripts/build

setup:        ## the pinned tools, once per machine
	@scripts/setup

clean-state:  ## forget every local incident and the demo organisation
	rm -rf .state
