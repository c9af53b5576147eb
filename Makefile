# stocktake. `make help` lists what there is to make.
#
# One mechanism builds everything: VARIANT names a way to compile (empty: the ordinary one), and all
# of its objects, library, binary and tests lie under $(B): build/ or build/VARIANT/.

VERSION = 0.1.0

SHELL = /bin/sh
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

# --- what the user may set ---------------------------------------------------------------------
VARIANT ?=
PREFIX ?= /usr/local
DESTDIR ?=
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
ifeq ($(origin CC),default)
CC = gcc
endif
AR = ar
CFLAGS ?= -O2 -g
LDFLAGS ?=
PKG_CONFIG ?= pkg-config
# Developer mode makes warnings errors; a clone is a developer's, a tarball is not.
DEV ?= $(if $(wildcard .git),1,)
ifeq ($(DEV),0)
override DEV :=
endif
FUZZ_SECONDS ?= 3

# --- variants ----------------------------------------------------------------------------------
B := build$(if $(VARIANT),/$(VARIANT))
VARIANT_CFLAGS_asan = -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DSTK_SANITIZED
VARIANT_CFLAGS_coverage = -O0 --coverage -DSTK_SANITIZED
# Without what AddressSanitizer sees anyway: a third of the time to compile.
VARIANT_CFLAGS_fuzz = -O1 -g1 -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize=null,alignment,object-size -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DSTK_SANITIZED
# Data races. By hand: make VARIANT=tsan build/tsan/tests/unit/model/test_load_read, and run that.
VARIANT_CFLAGS_tsan = -O1 -fsanitize=thread -fno-omit-frame-pointer -DSTK_SANITIZED
VARIANTS = asan coverage fuzz tsan
ifneq ($(VARIANT),)
ifeq ($(filter $(VARIANT),$(VARIANTS)),)
$(error VARIANT=$(VARIANT) is none of: $(VARIANTS))
endif
endif
ifeq ($(VARIANT),fuzz)
override CC := $(if $(findstring ccache,$(CC)),ccache )clang
endif

# --- flags -------------------------------------------------------------------------------------
# pkg-config may not be there yet: then these are empty, and `make test` installs it and starts anew.
PKGS = yaml-0.1 libgit2 lua5.4 libseccomp libedit libutf8proc jansson expat minizip xlsxwriter
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null)
# Loaded when it is needed: see scripts/dev/lazy-git.
GIT_LIB := $(shell $(PKG_CONFIG) --variable=libdir libgit2 2>/dev/null)/libgit2.so

STK_CFLAGS = -std=c11 -D_GNU_SOURCE -Iinclude -pthread -DSTK_VERSION='"$(VERSION)"' $(PKG_CFLAGS)
WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
	-Wpointer-arith -Wwrite-strings
# In the ordinary build; the others, with less optimisation, guess worse at what is initialised.
ifneq ($(if $(VARIANT),,$(DEV)),)
STK_CFLAGS += $(WARNINGS) -Werror
endif
ALL_CFLAGS = $(STK_CFLAGS) $(CFLAGS) $(CPPFLAGS) $(VARIANT_CFLAGS_$(VARIANT))
ALL_LDFLAGS = -pthread -Wl,--as-needed $(LDFLAGS) $(VARIANT_CFLAGS_$(VARIANT))
# Loaded when they are needed: scripts/dev/lazy-git, src/sheets/xlsxwriter_calls.h.
LIBS = $(filter-out -lgit2 -lxlsxwriter,$(PKG_LIBS)) -lm

# --- what there is -----------------------------------------------------------------------------
LIB_SRC := $(sort $(wildcard src/*/*.c))
MAIN_SRC := $(wildcard src/main.c)
UNIT_SRC := $(sort $(wildcard tests/unit/*/test_*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
HISTORY := $(sort $(wildcard src/history/*.[ch]))

LIB := $(B)/libstocktake.a
BIN := $(B)/stocktake
LIB_OBJ := $(LIB_SRC:%.c=$(B)/obj/%.o) $(B)/obj/gen/embedded.o $(B)/obj/gen/git_lazy.o
MAIN_OBJ := $(MAIN_SRC:%.c=$(B)/obj/%.o)
UNIT_BIN := $(UNIT_SRC:%.c=$(B)/%)
FUZZ_BIN := $(FUZZ_SRC:tests/fuzz/%.c=$(B)/tests/fuzz/%)
BENCH_BIN := $(BENCH_SRC:%.c=$(B)/%)

# Files that the binary carries with it; scripts/dev/embed knows the same places.
# A folder a language in src/po, its files joined into one catalogue.
PO_MO := $(patsubst src/po/%/program.po,build/gen/po/%.mo,$(sort $(wildcard src/po/*/program.po)))
EMBEDDED := $(sort $(wildcard inventories/known/*.yaml inventories/known/*/*.yaml \
	inventories/metrics/*.yaml inventories/terms.yaml scripts/checks/*.lua scripts/checks/start.lua.in \
	scripts/checks/.luacheckrc scripts/guides/*.yaml \
	src/man/*.scd)) $(PO_MO)

# The two commands that begin with nothing built; a -j of one's own goes before.
IN_PARALLEL = $(if $(findstring j,$(filter-out --%,$(MAKEFLAGS))),,-j$(shell nproc))

# --- the everyday targets ----------------------------------------------------------------------
.PHONY: all help test demo asan valgrind coverage lint format fuzz bench install uninstall clean \
	unit-bins fuzz-bins bench-bins man po FORCE
.DEFAULT_GOAL := all

all: $(if $(MAIN_SRC),$(BIN),$(LIB)) man ## build build/stocktake

test: ## install what is missing, build, and run every test
	@scripts/setup build test $(if $(CI),fuzz)
	@$(MAKE) --no-print-directory $(IN_PARALLEL) all
	@FUZZ_SECONDS='$(FUZZ_SECONDS)' tests/run $(SUITES)

demo: ## install what is missing, build, and play an audit
	@scripts/setup build
	@echo 'Building stocktake ...'
	@$(MAKE) -s --no-print-directory $(IN_PARALLEL) all
	@if [ -x scripts/demo ]; then STOCKTAKE="$$PWD/build/stocktake" scripts/demo; \
	else echo 'make: scripts/demo is not there yet' >&2; exit 1; fi

asan: ## build/asan/stocktake, with the address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory VARIANT=asan all

valgrind: ## run the unit tests under valgrind
	@tests/run valgrind

coverage: ## run unit and command tests on a build that counts lines
	@tests/run coverage

fuzz: ## run every fuzz target for FUZZ_SECONDS (3) seconds
	@FUZZ_SECONDS='$(FUZZ_SECONDS)' tests/run fuzz

bench: all bench-bins ## measure against the bare libyaml pass
	@if [ -x tests/bench/run ]; then BUILD=$(B) tests/bench/run; \
	else echo 'make: tests/bench/run is not there yet' >&2; exit 1; fi

lint: ## check format, style, sizes, scripts
	@scripts/setup build lint
	@scripts/dev/lint

format: ## rewrite the C files as .clang-format says
	@find src include tests -name '*.[ch]' -print0 | xargs -0 -r clang-format -i

po: ## gather the messages of the program into src/po
	@scripts/dev/po
	@scripts/dev/po-checks

help: ## this list
	@echo 'make TARGET [CC=...] [CFLAGS=...] [VARIANT=asan|coverage|fuzz|tsan] [DEV=0]'; echo
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## /{printf "  %-10s %s\n", $$1, $$2}' Makefile

clean: ## remove build/
	rm -rf build

# --- manual pages and installing ---------------------------------------------------------------
SCDOC := $(shell command -v scdoc 2>/dev/null)
MAN_SRC := $(sort $(wildcard src/man/*.scd))
CHECKS_MANUAL := stocktake-checks.7
MAN := $(if $(SCDOC),$(MAN_SRC:src/man/%.scd=build/man/%) build/man/$(CHECKS_MANUAL))
man: $(MAN)

build/man/%: src/man/%.scd
	@mkdir -p $(@D)
	$(SCDOC) < $< > $@

# From the README beside the checks: one text in two forms.
build/man/$(CHECKS_MANUAL): scripts/checks/README.md scripts/dev/checks-manual
	@mkdir -p $(@D)
	scripts/dev/checks-manual $< | $(SCDOC) > $@

install: all ## into PREFIX (/usr/local), below DESTDIR
	install -d '$(DESTDIR)$(BINDIR)'
	install -m 755 $(BIN) '$(DESTDIR)$(BINDIR)/stocktake'
	@set -e; for page in $(MAN); do section=$${page##*.}; \
		install -d '$(DESTDIR)$(MANDIR)'/man$$section; \
		install -m 644 $$page '$(DESTDIR)$(MANDIR)'/man$$section/; done

uninstall: ## remove what install put there
	rm -f '$(DESTDIR)$(BINDIR)/stocktake'
	@for page in $(MAN_SRC:src/man/%.scd=%) $(CHECKS_MANUAL); do \
		rm -f '$(DESTDIR)$(MANDIR)'/man$${page##*.}/$$page; done

# --- compiling ---------------------------------------------------------------------------------
# $(call stamp,FILE,TEXT): FILE is rewritten only when TEXT differs, so what depends on it is made
# again when flags or the list of files change, and a file that went away is noticed too.
stamp = @mkdir -p $(dir $(1)); printf '%s\n' '$(subst ','\'',$(2))' | cmp -s - $(1) || \
	printf '%s\n' '$(subst ','\'',$(2))' > $(1)

$(B)/.flags: FORCE
	$(call stamp,$@,$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(LIBS))
	@$(PKG_CONFIG) --exists $(PKGS) 2>/dev/null || { \
		echo 'make: libraries are missing: run scripts/setup' >&2; exit 1; }
$(B)/.lib: FORCE
	$(call stamp,$@,$(LIB_OBJ))
build/gen/.embedded: FORCE
	$(call stamp,$@,$(EMBEDDED))

$(B)/obj/%.o: %.c $(B)/.flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ROOM_CFLAGS) -MMD -MP -c -o $@ $<

$(filter $(B)/obj/src/history/%,$(LIB_OBJ)): build/gen/git_lazy.h
$(B)/obj/src/history/%.o: ROOM_CFLAGS = -include build/gen/git_lazy.h

# Rewritten only where it differs, so that one more edit in a room does not rebuild it all.
build/gen/git_lazy.h build/gen/git_lazy.c &: scripts/dev/lazy-git build/gen/.history $(HISTORY)
	@scripts/dev/lazy-git build/gen/git_lazy $(GIT_LIB) $(HISTORY)
build/gen/.history: FORCE
	$(call stamp,$@,$(GIT_LIB) $(HISTORY))

.SECONDEXPANSION:
build/gen/po/%.mo: src/po/%/program.po $$(sort $$(wildcard src/po/$$*/*.po))
	@mkdir -p $(@D)
	@msgcat --use-first -o $(@:.mo=.po) $< $(filter-out $<,$^)
	msgfmt -c -o $@ $(@:.mo=.po)

build/gen/embedded.c: build/gen/.embedded scripts/dev/embed $(EMBEDDED)
	scripts/dev/embed $(EMBEDDED) > $@.tmp
	@mv $@.tmp $@

$(B)/obj/gen/%.o: build/gen/%.c $(B)/.flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(LIB_OBJ) $(B)/.lib
	@rm -f $@
	@$(AR) rcs $@ $(LIB_OBJ)

$(BIN): $(MAIN_OBJ) $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $(MAIN_OBJ) $(LIB) $(LIBS)

# --- tests -------------------------------------------------------------------------------------
unit-bins: $(UNIT_BIN)
fuzz-bins: $(FUZZ_BIN)
bench-bins: $(BENCH_BIN)

# A unit test may include the private headers of the room that it tests.
$(B)/tests/unit/%: tests/unit/%.c $(LIB) $(B)/.flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Isrc/$(patsubst %/,%,$(dir $*)) -Itests/unit -MMD -MP -MF $@.d -o $@ $< \
		$(ALL_LDFLAGS) $(LIB) $(LIBS) -lgit2 -lcmocka

# With libFuzzer in the fuzz variant; elsewhere a small driver replays the corpus and mutates it.
$(B)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/driver.c $(LIB) $(B)/.flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -MMD -MP -MF $@.d -o $@ \
		$< $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer,tests/fuzz/driver.c) \
		$(ALL_LDFLAGS) $(LIB) $(LIBS)

$(B)/tests/bench/%: tests/bench/%.c $(LIB) $(B)/.flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(ALL_LDFLAGS) $(LIB) $(LIBS)

-include $(LIB_OBJ:.o=.d) $(MAIN_OBJ:.o=.d) $(UNIT_BIN:=.d) $(FUZZ_BIN:=.d) $(BENCH_BIN:=.d)
