# bench/fib beside DPDK.  Included by the Makefile.
.PHONY: bench-fib packages-bench-fib

BENCH_FIB := $(sort $(wildcard bench/fib/*.c))
BENCH_FIB_HEADERS := $(wildcard bench/fib/*.h src/ipv4/fib_trie*.h spec/trie.h)
BENCH_TRIE := $(sort $(wildcard src/ipv4/fib_trie*.c))
BENCH_DPDK = $(subst -I,-isystem ,$(shell pkg-config --cflags-only-I libdpdk)) \
	$(shell pkg-config --cflags-only-other libdpdk)

# The trie is compiled into the program as it is into build/muffin.
$B/bench/fib: $(BENCH_FIB) $(BENCH_TRIE) $(BENCH_FIB_HEADERS) \
		| packages-bench-fib
	@echo "  LINK    $@"
	@mkdir -p $B/bench/trie $B/bench/peers
	@cd $B/bench/trie && $(CC) $(CFLAGS) $(LTO) \
		$(CORE_CFLAGS:-I%=-I$(CURDIR)/%) -c $(BENCH_TRIE:%=$(CURDIR)/%)
	@cd $B/bench/peers && $(CC) $(CFLAGS) $(LTO) \
		$(HOST_CFLAGS:-I%=-I$(CURDIR)/%) $(BENCH_DPDK) \
		-c $(BENCH_FIB:%=$(CURDIR)/%)
	@$(CC) $(CFLAGS) $(LTO) $B/bench/trie/*.o $B/bench/peers/*.o \
		-lrte_lpm -lrte_fib -lrte_eal -o $@

packages-bench-fib:
	@sh tests/install.sh bench-fib

bench-fib: $B/bench/fib ## the trie of routes beside DPDK's; SAVE=1: keep it
	@bash bench/fib.sh $B/bench/fib $(if $(SAVE),bench/fib.txt)
