#!/bin/bash
# q.sh unit fct props cpu-seconds
cd .; export PWD=.; . build/tools/env.sh; export WHY3CONFIG=/tmp/qconf
u=$1; f=$2; p=$3; export QT=${4:-5}
nice -n 19 frama-c -machdep gcc_x86_64 -warn-unsigned-overflow -warn-unsigned-downcast -warn-signed-downcast -warn-left-shift-negative -warn-right-shift-negative -warn-invalid-pointer "-cpp-extra-args=-I src -I spec -I ." -wp -wp-rte -rte-no-pointer-call -wp-model Typed+Ref -wp-check-memory-model -wp-prover alt-ergo,cvc4,z3 -wp-timeout 300 -wp-par 3 -wp-cache update -wp-cache-dir /tmp/qcache -wp-fct $f ${p:+-wp-prop=$p} src/ipv4/$u.c > /tmp/q.log 2>&1
grep -E "Goal|Proved|rror" /tmp/q.log | grep -v "Valid" | grep -v "trivial" | grep -v "Unknown error" | cut -c1-150
