#!/bin/bash
# fib.sh PROGRAM [FILE]: runs bench/fib on one processor and says how to read
# what it prints; with FILE it goes there too.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1

machine() {
	echo "machine   $(awk -F': ' '/model name/ { print $2; exit }' \
		/proc/cpuinfo), $(nproc) processors"
	echo "system    Linux $(uname -r), $(. /etc/os-release;
		echo "$PRETTY_NAME")"
	echo "compiler  $(gcc --version | head -1), -O2, link-time optimisation"
	echo "DPDK      $(dpkg-query -W -f '${Version}' libdpdk-dev)," \
		"no huge pages"
	echo "load      $(cut -d' ' -f1-3 /proc/loadavg) before the run"
}

explain() {
	cat <<'TEXT'
thr      ns a lookup when lookups do not wait for each other; rte_lpm and
         rte_fib in bulks of 32
lat      ns a lookup when each key needs the answer before it; rte_fib in bulks
         of one
random   uniform in 2^32: most keys match no route (there is no default route)
in-prefix  a random prefix of the table, then random bits behind it
Zipf     65536 such keys, the r-th as often as 1/r
insert   ns a prefix, from the empty table to the full one, in random order
delete   ns a prefix, from full to empty, in another order; muffin finds the
         route by its prefix first
bytes    muffin: nodes, cells and aliases in use; their arrays have a fixed
         size.  rte_*: all that rte_malloc gave, 64 MiB of it whatever the
         number of prefixes.  Binary trie: nodes in use.  LC walk: its arena.

ns are medians of 5 runs in turns, CPU time of the thread, on one processor,
with pages of 4 KiB.  rte_lpm looks through all its rules of a length for each
change: with a million it is filled once, and 5000 deletes are timed.
TEXT
	sed -n '/Of a million/,/random order/{s/^ \* \{0,1\}//;p}' \
		bench/fib/table.h
}

report() {
	machine
	echo
	"$program"
	echo
	explain
}

if [ -n "${2:-}" ]; then
	report | tee "$2"
else
	report
fi
