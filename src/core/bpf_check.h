/*
 * Is a classic BPF program one that may run? [Linux net/core/filter.c,
 * bpf_check_classic]
 *
 * Jumps go forward and stay inside, the last instruction returns, nothing
 * divides by the constant 0 or shifts by 32 and more, scratch memory is within
 * its words and was written before it is read.
 */
#ifndef CORE_BPF_CHECK_H
#define CORE_BPF_CHECK_H

#include "core/filter.h"

/*
 * On every path every word of scratch memory is written before it is read, as
 * Linux's check counts: what stands behind a return is reached from it.
 */
/*@ requires \valid_read(p) && BpfOk(*p);
    terminates \true; exits \false;
    assigns \nothing; */
bool check_load_and_stores(const struct sock_fprog *p);

/* True: it may run. */
/*@ requires \valid_read(p) && p->len <= BPF_MAXINSNS;
    terminates \true; exits \false;
    assigns \nothing;
    ensures BPF_001_accepted: \result ==> BpfOk(*p); */
bool bpf_check_classic(const struct sock_fprog *p);

/*
 * Linux runs it, Muffin cannot: it asks for the CPU, a random number, netlink
 * attributes or where the payload starts.
 */
/*@ requires \valid_read(p) && p->len <= BPF_MAXINSNS;
    terminates \true; exits \false;
    assigns \nothing;
    ensures BPF_002_not_known: \result <==> \exists integer i;
            0 <= i < p->len && BpfIsAbs(p->insn[i].code) &&
            BpfNotKnown(p->insn[i].k); */
bool bpf_not_modelled(const struct sock_fprog *p);

#endif
