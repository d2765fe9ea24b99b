#!/bin/bash
# explain.sh MUFFIN: what a frame costs `muffin explain --json`.
#
# CPU time (user + system, the least of RUNS runs) beside tshark on the same
# file, in turns: every whole capture of ../shared/pcaps, or else of pcaps/,
# in one pcapng.  Then instructions per frame, counted by callgrind as the
# difference between two captures of different length: a UDP datagram of 18
# bytes that a socket reads.  The table goes to bench/explain.txt too.
set -euo pipefail
cd "$(dirname "$0")/.."
muffin=$(realpath "${1:-build/muffin}")
corpus=${MUFFIN_CORPUS:-../shared/pcaps}
runs=${RUNS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Seconds of CPU that a command takes; its output is thrown away.
cpu() {
	local TIMEFORMAT='%3U %3S'
	{ time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ print $1 + $2 }'
}

least() {
	sort -g | head -1
}

merge() {
	local whole=() f
	[ -d "$corpus" ] || corpus=pcaps
	for f in "$corpus"/*.*cap*; do
		"$muffin" explain --json -r "$f" >/dev/null 2>&1 && whole+=("$f")
	done
	mergecap -a -F pcapng -w "$work/all" "${whole[@]}"
}

time_both() {
	local i
	for ((i = 0; i < runs; i++)); do
		cpu "$muffin" explain --json -r "$work/all" >>"$work/muffin"
		cpu tshark -n -r "$work/all" -T fields -e frame.number \
			-e frame.time_epoch -e ip.src -e ip.dst -e ip.proto \
			-e udp.srcport -e udp.dstport >>"$work/tshark"
	done
}

# A capture of $1 datagrams of 18 bytes from host a to the socket of host b.
datagrams() {
	python3 - "$1" <<'PYTHON'
import struct, sys
def total(b):
    n = sum(struct.unpack("!%dH" % (len(b) // 2), b))
    while n >> 16:
        n = (n & 0xffff) + (n >> 16)
    return 0xffff - n
ends = bytes([10, 0, 0, 1, 10, 0, 0, 2])
data = bytes(range(18))
udp = struct.pack("!HHH", 5000, 4747, 26)
udp += struct.pack("!H", total(ends + struct.pack("!HH", 17, 26) + udp
                               + bytes(2) + data)) + data
ip = struct.pack("!BBHIBB", 0x45, 0, 46, 0, 64, 17)
ip += struct.pack("!H", total(ip + bytes(2) + ends)) + ends
mac = bytes.fromhex("52540000000b52540000000a0800")
frame = mac + ip + udp
out = sys.stdout.buffer
out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
for n in range(int(sys.argv[1])):
    out.write(struct.pack("<IIII", n, 0, len(frame), len(frame)) + frame)
PYTHON
}

# Instructions of a run over file $1, within function $2 if it is given.
instructions() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null \
		${2:+--toggle-collect="$2"} \
		"$muffin" explain --json -r "$1" 2>&1 >/dev/null |
		awk '/Collected/ { print $4 }'
}

per_frame() {
	echo $((($(instructions "$work/long" "${1:-}") -
		 $(instructions "$work/short" "${1:-}")) / 4000))
}

machine() {
	echo "machine   $(awk -F': ' '/model name/ { print $2; exit }' \
		/proc/cpuinfo), $(nproc) processors"
	echo "system    Linux $(uname -r), $(. /etc/os-release;
		echo "$PRETTY_NAME")"
	echo "compiler  $(gcc --version | head -1), make all"
	echo "tshark    $(tshark --version 2>/dev/null | head -1)"
}

report() {
	local frames=$1 m t
	m=$(least <"$work/muffin")
	t=$(least <"$work/tshark")
	machine
	echo "captures  $(basename "$corpus"): $frames frames," \
		"$(stat -c %s "$work/all") bytes; least of $runs runs"
	echo
	printf '%-36s %10s %12s\n' 'CPU time' 'seconds' 'ns / frame'
	awk -v m="$m" -v t="$t" -v n="$frames" 'BEGIN {
		row = "%-36s %10.3f %12.0f\n"
		printf row, "muffin explain --json", m, m * 1e9 / n
		printf row, "tshark -T fields (7 fields)", t, t * 1e9 / n
		printf "%-36s %10.1f\n", "ratio", t / m }'
	echo
	printf '%-36s %10s\n' 'Instructions, 18 bytes delivered' '/ frame'
	printf '%-36s %10d\n' 'muffin explain --json' "$(per_frame)"
	printf '%-36s %10d\n' 'of these: in, to the socket, read' \
		"$(per_frame outcome_of)"
}

merge
frames=$("$muffin" explain --json -r "$work/all" 2>/dev/null | wc -l)
datagrams 1000 >"$work/short"
datagrams 5000 >"$work/long"
good=$("$muffin" explain --json -r "$work/short" |
	grep -c '"verdict":"delivered".*"len":18') || true
[ "$good" = 1000 ] || { echo "explain.sh: $good of 1000 delivered" >&2; exit 1; }
time_both
report "$frames" | tee bench/explain.txt
