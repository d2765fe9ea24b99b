# The tests: see tests/run.py for what there is.  Included by the Makefile.
#
# Everything is built three times below build/tests/: by gcc, by clang, and by
# clang with the sanitizers of memory and of undefined behaviour.
.PHONY: test conform golden bench test-build test-install

BUILDS := gcc clang san
TEST_CC_gcc := gcc -O2 -ftree-loop-distribute-patterns
TEST_CC_clang := clang -O2
TEST_CC_san := clang -O1 -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all
# What gcc alone understands is in TEST_CC_gcc.
TEST_CORE_CFLAGS := $(filter-out -ftree-%,$(CORE_CFLAGS))

TESTS := $(sort $(wildcard tests/test_*.c))
HELPERS := $(filter-out $(TESTS),$(sort $(wildcard tests/*.c)))

# $1: a build.  Its objects, a library of all but main(), programs and muffin.
define test_build
LIB_$1 := $(CORE_SRCS:%.c=$B/tests/$1/%.o) $(HELPERS:%.c=$B/tests/$1/%.o) \
	$(patsubst %.c,$B/tests/$1/%.o,$(filter-out %/muffin.c,$(CLI_SRCS)))

$B/tests/$1/src/cli/%.o: src/cli/%.c
	@mkdir -p $$(@D)
	@$(TEST_CC_$1) -g $(HOST_CFLAGS) -MMD -MP -c $$< -o $$@

$B/tests/$1/src/%.o: src/%.c
	@mkdir -p $$(@D)
	@$(TEST_CC_$1) -g $(TEST_CORE_CFLAGS) -MMD -MP -c $$< -o $$@

$B/tests/$1/tests/%.o: tests/%.c
	@mkdir -p $$(@D)
	@$(TEST_CC_$1) -g $(HOST_CFLAGS) -MMD -MP -c $$< -o $$@

$B/tests/$1/muffin.a: $$(LIB_$1)
	@rm -f $$@ && $(AR) rcs $$@ $$^

$B/tests/$1/muffin: $B/tests/$1/src/cli/muffin.o $B/tests/$1/muffin.a
	@$(TEST_CC_$1) $$^ -lz -o $$@

$B/tests/$1/test_%: $B/tests/$1/tests/test_%.o $B/tests/$1/muffin.a
	@$(TEST_CC_$1) $$^ -lz -lcmocka -o $$@

.SECONDARY: $(TESTS:%.c=$B/tests/$1/%.o)
test-build: $B/tests/$1/muffin $(TESTS:tests/%.c=$B/tests/$1/%)
-include $$(LIB_$1:.o=.d) $(TESTS:%.c=$B/tests/$1/%.d)
endef
$(foreach b,$(BUILDS),$(eval $(call test_build,$b)))

test-install:
	@sh tests/install.sh test

test: test-install ## build with gcc and clang, test all of it
	@$(MAKE) --no-print-directory -j$$(nproc) all test-build
	@/usr/bin/python3 tests/run.py $B

conform: test-install all ## compare with what a live Linux did, frame by frame
	@/usr/bin/python3 tests/conform.py $B/muffin
	@/usr/bin/python3 pcaps/judge.py $B/muffin

golden: test-install all ## renew pcaps/golden from what muffin says now
	@/usr/bin/python3 tests/golden.py --renew $B/muffin

bench: all ## muffin explain beside tshark; instructions per frame
	@sh tests/install.sh bench
	@bash bench/explain.sh $B/muffin
