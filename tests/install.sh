#!/bin/sh
# install.sh GROUP: installs the Debian packages that a verb needs and this
# machine lacks.  Groups: build, test, bench, bench-fib, fuzz.  Without root or
# sudo it prints the one line to run and fails.
set -eu
case $1 in
build) packages="gcc libc6-dev make zlib1g-dev python3" ;;
test) packages="gcc libc6-dev make zlib1g-dev clang libclang-rt-14-dev \
libcmocka-dev python3 python3-scapy python3-jsonschema iproute2 procps" ;;
bench) packages="gcc libc6-dev make zlib1g-dev python3 tshark valgrind" ;;
bench-fib) packages="gcc libc6-dev make pkgconf libdpdk-dev" ;;
fuzz) packages="clang llvm libclang-rt-14-dev libc6-dev zlib1g-dev" ;;
*) echo "install.sh: no group '$1'; use build, test, bench, bench-fib or fuzz" >&2; exit 2 ;;
esac
missing=
for p in $packages; do
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null |
		grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
as_root=
if [ "$(id -u)" != 0 ]; then
	as_root=sudo
	sudo -n true 2>/dev/null || {
		echo "missing packages; run: apt-get install$missing" >&2
		exit 4
	}
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q >/dev/null
$as_root apt-get install -y -q --no-install-recommends $missing >/dev/null
