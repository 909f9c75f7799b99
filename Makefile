# The commands people type. Each target is a line that says what it does; the work is in tools/.
PORT ?= 8080
BUILD := build/dev

.PHONY: run build web check test format clean help

help:           ## list the commands
	@grep -hE '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: build      ## install what is missing, build, start with a demo workspace in ./data (PORT=8080)
	@tools/run $(BUILD)/bin/kontor 127.0.0.1:$(PORT) data

build: web      ## build the server with the web client inside
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev --target kontor

web:            ## build the web client
	@tools/install
	@tools/build_web

check:          ## the quick gate before a commit: two minutes
	@tools/install tests
	@tools/check

test:           ## every test, on both database engines and in the browser
	@tools/install tests
	@tools/build_web
	@tools/test_all

show-%:         ## demonstrate one promise and print its figure (tools/show/NAME)
	@tools/install tests
	@tools/show/$*

format:         ## format the C++ sources
	@git ls-files '*.cpp' '*.h' | xargs -r clang-format -i

clean:          ## remove everything built
	rm -rf build web/dist
