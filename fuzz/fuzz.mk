# The fuzz targets: `make fuzz`, `make fuzz-frame T=600`.  Included by the
# Makefile.  New inputs are kept in build/fuzz/TARGET/corpus and go on from
# there the next time; what fails is in build/fuzz/TARGET/crash-*.
#
#	make fuzz-min-TARGET	  the corpus again, as few files as possible
#	build/fuzz/TARGET/replay FILE	  one input, with both verdicts
.PHONY: fuzz fuzz-frame fuzz-capture fuzz-hostfile fuzz-replay fuzz-install

T ?= 60
FUZZ_TARGETS := frame capture hostfile
FUZZ_CC ?= clang
FUZZ_SAN := -O2 -g -fno-omit-frame-pointer -fno-sanitize-recover=all
FUZZ_FLAGS := -std=c11 -D_GNU_SOURCE -Wall -Wextra -Isrc -I.

# What each target is made of, which dictionary it takes, its longest input.
# host_facts.c belongs to diff.
HOST_SRCS := $(sort $(filter-out %/host_facts.c,$(wildcard src/cli/host*.c))) \
	src/cli/names.c
FUZZ_SRCS_frame := $(sort $(wildcard fuzz/frame*.c)) fuzz/hosts.c $(sort $(wildcard fuzz/model*.c)) \
	$(HOST_SRCS) src/cli/verdict.c src/cli/text.c $(CORE_SRCS)
FUZZ_SRCS_capture := fuzz/capture.c $(sort $(wildcard src/cli/capture*.c)) \
	src/cli/linktype.c
FUZZ_SRCS_hostfile := fuzz/hostfile.c $(HOST_SRCS) $(CORE_SRCS)
FUZZ_ONLY_frame := fuzz/mutate.c
FUZZ_RUN_frame := -dict=fuzz/ip.dict -max_len=2048
FUZZ_RUN_capture := -max_len=8192
FUZZ_RUN_hostfile := -dict=fuzz/host.dict -max_len=2048

fuzz-install:
	@sh tests/install.sh fuzz

# $1: a target
define fuzz_target
$B/fuzz/$1/fuzz: $$(FUZZ_SRCS_$1) $$(FUZZ_ONLY_$1) $$(wildcard src/*/*.h \
	fuzz/*.h) | fuzz-install
	@mkdir -p $$(@D)
	$$(FUZZ_CC) $$(FUZZ_SAN) -fsanitize=fuzzer,address,undefined \
		$$(FUZZ_FLAGS) $$(FUZZ_SRCS_$1) $$(FUZZ_ONLY_$1) -lz -o $$@

$B/fuzz/$1/replay: $$(FUZZ_SRCS_$1) fuzz/replay.c $$(wildcard src/*/*.h \
	fuzz/*.h)
	@mkdir -p $$(@D)
	@gcc -O1 -g -fno-sanitize-recover=all -fsanitize=address,undefined \
		-DREPLAY $$(FUZZ_FLAGS) $$(FUZZ_SRCS_$1) fuzz/replay.c -lz -o $$@

fuzz-$1: $B/fuzz/$1/fuzz
	@mkdir -p $B/fuzz/$1/corpus fuzz/seeds/$1
	$B/fuzz/$1/fuzz -max_total_time=$$T -print_final_stats=1 -verbosity=1 \
		-artifact_prefix=$B/fuzz/$1/ $$(FUZZ_RUN_$1) \
		$B/fuzz/$1/corpus fuzz/seeds/$1 2>$B/fuzz/$1/log || \
		{ tail -40 $B/fuzz/$1/log; exit 1; }
	@grep -E '^stat::(number|average)|DONE' $B/fuzz/$1/log

fuzz-min-$1: $B/fuzz/$1/fuzz
	@rm -rf $B/fuzz/$1/min && mkdir -p $B/fuzz/$1/min
	@$B/fuzz/$1/fuzz -merge=1 $$(FUZZ_RUN_$1) $B/fuzz/$1/min \
		fuzz/seeds/$1 $B/fuzz/$1/corpus 2>$B/fuzz/$1/min.log
	@ls $B/fuzz/$1/min | wc -l

fuzz-replay-$1: $B/fuzz/$1/replay
	@printf '%-10s' $1; $B/fuzz/$1/replay fuzz/seeds/$1
endef
$(foreach t,$(FUZZ_TARGETS),$(eval $(call fuzz_target,$t)))

fuzz: ## fuzz every target, T seconds each (60)
	@for t in $(FUZZ_TARGETS); do $(MAKE) --no-print-directory fuzz-$$t \
		|| exit 1; done
fuzz-frame: ## T seconds of frames, held against the model
fuzz-capture: ## T seconds of capture files
fuzz-hostfile: ## T seconds of host files
fuzz-replay: $(FUZZ_TARGETS:%=fuzz-replay-%) ## every committed seed, with gcc
