# Every target does its own set-up: see .ci/setup for what it installs, and where.
#
#   make run            build and open the window; without a display, serve the same page on this computer
#   make dev            the page with hot reload in a browser
#   make test           everything: Rust, page, browser, window; ends with counts
#   make bench          what start, memory, tests and lists cost, as ratios; ROWS="cold_start list_100k" chooses
#   make torture        the tests that draw their inputs, for long: kills, URLs, properties, requests, servers' replies;
#                       ROUNDS=2000 WINDOWS=100 CASES=50000 REPLIES=5000
#   make lint           formats, clippy, the page's linter and types, crates and their licences
#   make bindings       write the page's TypeScript from the Rust side
#   make package        .deb and .rpm (.dmg, .msi on their systems) in target/release/bundle; both programs are in them
#   make package-check  install the .deb, start it, remove it
#   make icons          every size of icons/headwater.svg
#   make clean

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run dev test torture bench lint bindings package package-check icons clean

comma := ,
# An AppImage wants a download while it is built: npx --prefix ui tauri build --bundles appimage.
BUNDLES := $(if $(filter Linux,$(shell uname)),--bundles deb$(comma)rpm)
DISPLAY_THERE := $(if $(filter Darwin,$(shell uname)),yes,$(DISPLAY)$(WAYLAND_DISPLAY))

ifeq ($(DISPLAY_THERE),)
run:
	@.ci/setup ui devhost
	npm --prefix ui run --silent build
	cargo build -p headwater-devhost
	@echo "No display here: serving the page instead of opening the window. / 没有显示器：改为提供网页。"
	@exec target/debug/headwater-devhost
else
run:
	@.ci/setup ui window
	npm --prefix ui run --silent build
	cargo build -p headwater-desktop --features custom-protocol
	@exec target/debug/headwater-desktop
endif

# The page server ends with the devhost, and the other way round.
dev:
	@.ci/setup ui devhost
	cargo build -p headwater-devhost
	@trap 'kill $$(jobs -p) 2>/dev/null || true' EXIT; \
	HEADWATER_DEVHOST=http://127.0.0.1:5174 npm --prefix ui run --silent dev -- --host 127.0.0.1 & \
	target/debug/headwater-devhost --port 5174 --dev-ui http://127.0.0.1:5173 & \
	wait -n

test:
	@.ci/setup ui window test
	@.ci/test

# About a minute for each property; what they find is kept in tests/rust/bad_input/regressions.txt.
torture: ROUNDS ?= 2000
torture: WINDOWS ?= 100
torture: CASES ?= 50000
torture: REPLIES ?= 5000
torture:
	@.ci/setup ui window devhost test
	cargo build -p headwater-cli -p headwater-devhost
	HEADWATER_KILL_ROUNDS=$(ROUNDS) tests/with-keychain cargo test -p headwater-tests --test kill
	PROPTEST_CASES=$(CASES) cargo test -p headwater-tests --test bad_input -- properties:: urls::
	HEADWATER_HOSTILE_ROUNDS=$(REPLIES) cargo test -p headwater-tests --test hostile -- --nocapture generated::generated
	npm --prefix ui run --silent build
	HEADWATER_WINDOW_KILL_ROUNDS=$(WINDOWS) tests/desktop/run --nocapture killed::

# The programs as they are packaged, under a display and a keychain of their own.
bench:
	@.ci/setup ui window bench
	npm --prefix ui run --silent build
	cargo build --release --manifest-path src-tauri/Cargo.toml -p headwater-desktop -p headwater-cli --bins --features tauri/custom-protocol
	cargo build --release -p headwater-tests --bin bench
	@tests/with-keychain xvfb-run -a -s '-screen 0 1280x900x24' target/release/bench $(ROWS)

lint:
	@.ci/setup ui window lint
	npm --prefix ui run --silent lint
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	@.ci/deny

bindings:
	@.ci/setup devhost
	cargo run --quiet -p headwater-app --example bindings -- ui/src/api/generated

package:
	@.ci/setup ui window
	npx --prefix ui tauri build $(BUNDLES) -- -p headwater-desktop -p headwater-cli

package-check: package
	@.ci/setup package-check
	@.ci/package-check

icons:
	@.ci/setup ui
	npx --prefix ui tauri icon icons/headwater.svg -o target/icons >/dev/null
	cp $(addprefix target/icons/,32x32.png 128x128.png 128x128@2x.png icon.icns icon.ico icon.png) icons/

clean:
	cargo clean
	rm -rf ui/dist ui/node_modules
