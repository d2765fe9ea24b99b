#!/bin/sh
# OSS-Fuzz builds every target: CC, CFLAGS, LIB_FUZZING_ENGINE, SRC and OUT are
# set by its images.  Also runs by itself, from any folder.
set -eu
cd "${SRC:?}/muffin"

host="src/cli/host*.c src/cli/names.c src/core/*.c src/ipv4/*.c src/lib/*.c"
include="-std=c11 -D_GNU_SOURCE -Isrc -I."

# target NAME SOURCE...
target() {
	name=$1
	shift
	# shellcheck disable=SC2086
	$CC ${CFLAGS:-} $include "$@" $LIB_FUZZING_ENGINE -lz -o "$OUT/$name"
	zip -qj "$OUT/${name}_seed_corpus.zip" fuzz/seeds/"$name"/*
}

# AFL++ has no LLVMFuzzerMutate.
mutate=
case ${FUZZING_ENGINE:-libfuzzer} in
libfuzzer) mutate=fuzz/mutate.c ;;
esac
# shellcheck disable=SC2086
target frame fuzz/frame*.c fuzz/hosts.c fuzz/model*.c $mutate \
	src/cli/verdict.c src/cli/text.c $host
target capture fuzz/capture.c src/cli/capture*.c src/cli/linktype.c
# shellcheck disable=SC2086
target hostfile fuzz/hostfile.c $host
cp fuzz/ip.dict "$OUT/frame.dict"
cp fuzz/host.dict "$OUT/hostfile.dict"
