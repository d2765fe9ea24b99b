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

/*@ predicate BpfWrites(struct sock_filter f, integer w) =
      (f.code == BPF_ST || f.code == BPF_STX) && f.k == w;
    predicate BpfReads(struct sock_filter f, integer w) =
      (f.code == BPF_LD_MEM || f.code == BPF_LDX_MEM) && f.k == w;
    predicate BpfIsJump(integer c) = c == BPF_JMP_JA || BpfIsCond(c);
    // instruction pc may be reached before word w was written
    inductive BpfBare(struct sock_fprog p, integer w, integer pc) {
      case start: \forall struct sock_fprog p, integer w; BpfBare(p, w, 0);
      case on: \forall struct sock_fprog p, integer w, pc;
        0 <= pc && BpfBare(p, w, pc) && !BpfIsJump(p.insn[pc].code) &&
        !BpfWrites(p.insn[pc], w) ==> BpfBare(p, w, pc + 1);
      case ja: \forall struct sock_fprog p, integer w, pc;
        0 <= pc && BpfBare(p, w, pc) && p.insn[pc].code == BPF_JMP_JA ==>
        BpfBare(p, w, pc + 1 + p.insn[pc].k);
      case jt: \forall struct sock_fprog p, integer w, pc;
        0 <= pc && BpfBare(p, w, pc) && BpfIsCond(p.insn[pc].code) ==>
        BpfBare(p, w, pc + 1 + p.insn[pc].jt);
      case jf: \forall struct sock_fprog p, integer w, pc;
        0 <= pc && BpfBare(p, w, pc) && BpfIsCond(p.insn[pc].code) ==>
        BpfBare(p, w, pc + 1 + p.insn[pc].jf);
    }
    predicate BpfWordOk(struct sock_fprog p, integer w) =
      \forall integer pc; 0 <= pc < p.len && BpfBare(p, w, pc) ==>
        !BpfReads(p.insn[pc], w);
    predicate BpfMemoryOk(struct sock_fprog p) =
      \forall integer w; 0 <= w < BPF_MEMWORDS ==> BpfWordOk(p, w); */

/*
 * On every path every word of scratch memory is written before it is read, as
 * Linux's check counts: what stands behind a return is reached from it.
 */
/*@ requires \valid_read(p) && BpfOk(*p);
    terminates \true; exits \false;
    assigns \nothing;
    ensures BPF_005_written: \result ==> BpfMemoryOk(*p); */
bool check_load_and_stores(const struct sock_fprog *p);

/* True: it may run. */
/*@ requires \valid_read(p) && p->len <= BPF_MAXINSNS;
    terminates \true; exits \false;
    assigns \nothing;
    ensures BPF_001_accepted: \result ==>
            BpfOk(*p) && BpfMemoryOk(*p); */
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
