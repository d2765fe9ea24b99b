#!/bin/sh
# tools.sh PREFIX [NAME...]: install what the proofs need, on Debian 12.
#
# NAME is a Debian package, or one of the two private tools `alt-ergo` (2.0.0, suite
# bullseye) and `cbmc` (6.6.0, suite trixie), which are unpacked under PREFIX and touch
# nothing outside it.  Without NAME: everything that `make prove` and `make bmc` use.
# Leaves PREFIX/env.sh (PATH, WHY3CONFIG).  Quick when all is there; safe to run twice.
# A private tool whose suite is not mirrored any more is told and left out.
set -eu
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
KEYS=/usr/share/keyrings/debian-archive-keyring.gpg
ALL="frama-c-base why3 z3 cvc4 alt-ergo cbmc"
HELPERS="python3 gcc libc6-dev binutils make gpgv"
CBMC_SHA=02560859a17049c976961c232c4fc58f0747b57f9b751a466b1f368a438b0e41

say() { echo "tools: $*" >&2; }

# --- Debian packages, system-wide --------------------------------------------------------
installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo "$@"
	else return 1; fi
}

debian_packages() {
	missing=
	for p in "$@"; do installed "$p" || missing="$missing $p"; done
	[ -n "$missing" ] || return 0
	say "installing$missing"
	# shellcheck disable=SC2086
	if as_root true; then
		as_root apt-get -qq update || say "apt-get update failed; trying with the lists at hand"
		as_root apt-get -qq -o Dpkg::Use-Pty=0 -o APT::Sandbox::User= install -y \
			--no-install-recommends $missing >/dev/null && return 0
		say "apt-get could not install$missing"
	else
		say "neither root nor sudo without a password; please run:"
		echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing"
	fi
	exit 3
}

# --- private tools: a signed fetch from another suite of the same mirror -------------------
# fetch DIR SUITE PKG[=VER]...: download into PREFIX/DIR with a private apt state, unpack.
fetch() {
	d=$P/$1 suite=$2; shift 2
	t=$d/.apt
	rm -rf "$d"
	mkdir -p "$t/etc/parts" "$t/state/lists/partial" "$t/cache/archives/partial" \
		"$t/debs" "$d/root" "$d/bin"
	: >"$t/state/status"
	# the system's own mirrors of its own release, whatever the format of the source file
	apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages' |
	awk -F'|' -v c="$VERSION_CODENAME" -v s="$suite" -v k="$KEYS" \
		'$2 == c && $3 == "main" && !n[$1]++ { printf "deb [signed-by=%s] %s %s main\n", k, $1, s }' \
		>"$t/etc/sources.list"
	[ -s "$t/etc/sources.list" ] || { say "no apt source of $VERSION_CODENAME main"; return 1; }
	A="-q -o Dir::Etc::sourcelist=$t/etc/sources.list -o Dir::Etc::sourceparts=$t/etc/parts
	   -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=$t/etc/parts
	   -o Dir::State=$t/state -o Dir::State::status=$t/state/status -o Dir::Cache=$t/cache
	   -o APT::Get::AllowUnauthenticated=false -o Acquire::AllowInsecureRepositories=false
	   -o Acquire::AllowWeakRepositories=false -o Acquire::AllowDowngradeToInsecureRepositories=false
	   -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Sandbox::User="
	# shellcheck disable=SC2086
	apt-get $A -o APT::Update::Error-Mode=any update >"$t/log" 2>&1 ||
		{ say "suite $suite is not (or no longer) on this mirror, see $t/log"; return 1; }
	for r in "$t"/state/lists/*InRelease; do
		gpgv -q --keyring "$KEYS" "$r" >>"$t/log" 2>&1 || { say "bad signature on $r"; return 1; }
	done
	# shellcheck disable=SC2086
	(cd "$t/debs" && apt-get $A download "$@" >>"$t/log" 2>&1) ||
		{ say "cannot download $* from $suite, see $t/log"; return 1; }
	for f in "$t"/debs/*.deb; do dpkg -x "$f" "$d/root" || return 1; done
	(cd "$t/debs" && sha256sum ./*.deb) >"$d/SHA256SUMS"
	rm -rf "$t"
}

# A trixie binary needs trixie's loader and libraries: one small wrapper for each.
wrap() {
	cat >"$P/cbmc/bin/$1" <<-'X'
	#!/bin/sh
	n=${0##*/}
	p=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
	l=$p/root/usr/lib/x86_64-linux-gnu
	exec "$l/ld-linux-x86-64.so.2" --argv0 "$n" --inhibit-cache \
		--library-path "$l:$p/root/usr/lib" "$p/root/usr/bin/$n" "$@"
	X
	chmod +x "$P/cbmc/bin/$1"
}

has_cbmc() { [ "$("$P/cbmc/bin/cbmc" --version 2>/dev/null)" = "6.6.0 (cbmc-6.6.0)" ]; }
has_alt_ergo() { [ "$("$P/alt-ergo/bin/alt-ergo" -version 2>/dev/null)" = 2.0.0 ]; }

get_cbmc() {
	has_cbmc && return 0
	say "fetching cbmc 6.6.0"
	fetch cbmc trixie cbmc=6.6.0-4 libc6 libstdc++6 libgcc-s1 minisat zlib1g cadical kissat || return 1
	grep -q "^$CBMC_SHA " "$P/cbmc/SHA256SUMS" || { say "cbmc: not the pinned package"; return 1; }
	for f in "$P"/cbmc/root/usr/bin/*; do
		case ${f##*/} in
		cbmc|goto-*|cadical|kissat|minisat|crangler|symtab2gb|memory-analyzer) wrap "${f##*/}";;
		esac
	done
	has_cbmc || { say "cbmc does not run"; return 1; }
}

get_alt_ergo() {
	has_alt_ergo && return 0
	say "fetching alt-ergo 2.0.0"
	fetch alt-ergo bullseye alt-ergo=2.0.0-7+b4 || return 1
	ln -sf ../root/usr/bin/alt-ergo "$P/alt-ergo/bin/alt-ergo"
	has_alt_ergo || { say "alt-ergo does not run"; return 1; }
}

# --- main ------------------------------------------------------------------------------
[ $# -ge 1 ] || { echo "usage: tools.sh PREFIX [NAME...]" >&2; exit 2; }
P=$(mkdir -p "$1" && cd "$1" && pwd -P)
shift
[ $# -gt 0 ] || set -- $ALL
command -v apt-get >/dev/null || { say "this needs Debian 12 (apt-get)"; exit 3; }
exec 9>"$P/.lock"
flock 9
. /etc/os-release
[ "${VERSION_CODENAME:-}" = bookworm ] || say "meant for Debian 12, this is ${PRETTY_NAME:-unknown}"

debs=$HELPERS private=
for n in "$@"; do
	case $n in alt-ergo|cbmc) private="$private $n";; *) debs="$debs $n";; esac
done
# shellcheck disable=SC2086
debian_packages $debs
left_out=
for n in $private; do
	case $n in
	alt-ergo) get_alt_ergo || left_out="$left_out $n";;
	cbmc) get_cbmc || left_out="$left_out $n";;
	esac
done

provers=$(for p in alt-ergo cvc4 z3; do PATH=$P/alt-ergo/bin:$PATH command -v $p || :; done)
if command -v why3 >/dev/null && [ "$provers" != "$(cat "$P/provers" 2>/dev/null)" ]; then
	rm -f "$P/why3.conf"
	PATH=$P/alt-ergo/bin:$PATH WHY3CONFIG=$P/why3.conf why3 config detect >/dev/null 2>&1 ||
		{ say "why3 config detect failed"; exit 4; }
	echo "$provers" >"$P/provers"
fi
cat >"$P/env.sh.new" <<X
PATH=$P/cbmc/bin:$P/alt-ergo/bin:\$PATH
WHY3CONFIG=$P/why3.conf
export PATH WHY3CONFIG
X
cmp -s "$P/env.sh.new" "$P/env.sh" && rm "$P/env.sh.new" || mv "$P/env.sh.new" "$P/env.sh"
[ -z "$left_out" ] || say "going on without$left_out"
say "ready: . $P/env.sh"
