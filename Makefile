# Muffin: `make help` lists the verbs.
#
# Everything that is built lies in build/.  What a verb needs and the machine
# lacks, it installs from Debian packages (proofs/tools.sh, tests/install.sh).

.DEFAULT_GOAL := all
B := build
CC ?= cc
OPTIMIZE ?= -O2
WARN := -Wall -Wextra -Wconversion -Werror
CFLAGS ?= $(OPTIMIZE) -g
# gcc -ffreestanding keeps copying loops as loops unless told otherwise.
COPIES := $(if $(findstring clang,$(CC)),,-ftree-loop-distribute-patterns)
CORE_CFLAGS := -std=c11 $(WARN) -Isrc -I. -ffreestanding $(COPIES)
HOST_CFLAGS := -std=c11 -D_GNU_SOURCE $(WARN) -Isrc -I.
LTO := -flto=auto

CORE_SRCS := $(sort $(wildcard src/lib/*.c src/core/*.c src/ipv4/*.c))
CLI_SRCS := $(sort $(wildcard src/cli/*.c))
CORE_OBJS := $(CORE_SRCS:%.c=$B/%.o)
CLI_OBJS := $(CLI_SRCS:%.c=$B/%.o)

all: $B/muffin ## build build/muffin

include proofs/wp.mk
include proofs/cbmc/bmc.mk
include tests/tests.mk
include tests/diff.mk
include bench/bench.mk
include fuzz/fuzz.mk

$B/src/cli/%.o: src/cli/%.c | packages-build
	@mkdir -p $(@D)
	@echo "  CC      $<"
	@$(CC) $(CFLAGS) $(HOST_CFLAGS) -MMD -MP -c $< -o $@

$B/src/%.o: src/%.c | packages-build
	@mkdir -p $(@D)
	@echo "  CC      $<"
	@$(CC) $(CFLAGS) $(CORE_CFLAGS) -MMD -MP -c $< -o $@

# The core as a library, object by object: what the proofs speak of.
$B/libmuffin.a: $(CORE_OBJS)
	@echo "  AR      $@"
	@rm -f $@ && $(AR) rcs $@ $^

# The program is compiled as one unit, so that small functions inline.
$B/muffin: $(CORE_SRCS) $(CLI_SRCS) $B/libmuffin.a $(CLI_OBJS)
	@echo "  LINK    $@"
	@mkdir -p $B/lto/core $B/lto/cli
	@cd $B/lto/core && $(CC) $(CFLAGS) $(LTO) $(CORE_CFLAGS:-I%=-I$(CURDIR)/%) \
		-c $(CORE_SRCS:%=$(CURDIR)/%)
	@cd $B/lto/cli && $(CC) $(CFLAGS) $(LTO) $(HOST_CFLAGS:-I%=-I$(CURDIR)/%) \
		-c $(CLI_SRCS:%=$(CURDIR)/%)
	@$(CC) $(CFLAGS) $(LTO) $B/lto/core/*.o $B/lto/cli/*.o -lz -o $@

-include $(CORE_OBJS:.o=.d) $(CLI_OBJS:.o=.d)

.PHONY: all demo status help install clean packages-build

demo: all ## the main job: explain a bundled capture, hop by hop
	@$B/muffin explain -c pcaps/hosts/b.host -r pcaps/demo.pcap
	@echo
	@python3 proofs/status.py

status: ## write the status table into README.md
	python3 proofs/status.py README.md

packages-build:
	@sh tests/install.sh build

PREFIX ?= /usr/local
install: all ## install the program under PREFIX
	install -D -m 755 $B/muffin $(DESTDIR)$(PREFIX)/bin/muffin

help: ## this list
	@awk -F ':.*## ' '/^[a-zA-Z0-9-]+:.*## / { printf "  make %-16s %s\n", \
		$$1, $$2 }' $(MAKEFILE_LIST)

clean: ## remove what was built (not the installed tools)
	rm -rf $B/src $B/lto $B/tests $B/bench $B/fuzz $B/muffin $B/libmuffin.a
