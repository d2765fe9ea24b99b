/*
 * Running a classic BPF program over a packet [Linux bpf_prog_run].
 *
 * A load beyond the packet, or a division by 0, ends the run with 0.  Nothing
 * can fail: a program that the check accepted stays in its bounds and ends.
 */
#ifndef CORE_BPF_RUN_H
#define CORE_BPF_RUN_H

#include "core/filter.h"
#include "core/skbuff.h"

/* The machine: accumulator, index register, scratch memory. */
struct bpf_regs {
	uint32_t a, x;
	uint32_t mem[BPF_MEMWORDS];
};

/* What a program is told of the device that a packet came by. */
struct bpf_device {
	uint32_t hatype;	/* ARPHRD_* */
	uint32_t queue;		/* of its receive queue, as the driver says */
};

/*@ // where a load of n bytes at offset k begins, before any bound
    logic integer BpfOffset(struct sk_buff s, integer k) =
      k < 0x80000000 ? s.data + k :
      k >= SKF_NET_OFF ? s.network_header + k - SKF_NET_OFF :
      k >= SKF_LL_OFF ? s.mac_header + k - SKF_LL_OFF : PKT_SIZE;
    predicate BpfInside(struct sk_buff s, integer k, integer n) =
      BpfOffset(s, k) + n <= s.tail;
    // the n bytes there, as a big-endian number
    logic integer BpfBytes(struct pkt p, integer o, integer n) =
      n == 1 ? P8(p, o) : n == 2 ? P16(p, o) : P32(p, o);
    predicate BpfSize(integer n) = n == 1 || n == 2 || n == 4;
    // what an instruction calculates or compares with
    logic integer BpfOperand(struct sock_filter f, integer x) =
      f.code / 8 % 2 == 1 ? x : f.k;
    // does a jump find its condition true?
    predicate BpfTaken(integer op, integer a, integer b) =
      op == BPF_JEQ ? a == b : op == BPF_JGT ? a > b :
      op == BPF_JGE ? a >= b : (a & b) != 0; */

/* Loads n bytes at offset k; false: they are not in the packet. */
/*@ requires \valid_read(skb) && \valid(to) && \separated(skb, to);
    requires SkbOk(*skb) && BpfSize(n);
    terminates \true; exits \false;
    assigns *to;
    ensures BPF_020_bounds: \result <==> BpfInside(*skb, k, n);
    ensures BPF_021_bytes: \result ==>
            *to == BpfBytes(skb->pkt, BpfOffset(*skb, k), n); */
bool bpf_skb_load(const struct sk_buff *skb, uint32_t k, uint32_t n,
	uint32_t *to);

/* How many instructions the next one skips; 0 where it is no jump. */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures f.code == BPF_JMP_JA ==> \result == f.k;
    ensures BPF_022_jump: BpfIsCond(f.code) && BpfTaken(f.code / 16, a,
            BpfOperand(f, x)) ==> \result == f.jt;
    ensures BPF_023_no_jump: BpfIsCond(f.code) && !BpfTaken(f.code / 16, a,
            BpfOperand(f, x)) ==> \result == f.jf;
    ensures f.code != BPF_JMP_JA && !BpfIsCond(f.code) ==> \result == 0; */
uint32_t bpf_jump(struct sock_filter f, uint32_t a, uint32_t x);

/*
 * Runs program p over what the packet holds from data on: how many bytes the
 * reader shall keep, 0: none, drop it.
 */
/*@ requires \valid_read(p) && \valid_read(skb);
    requires BpfOk(*p) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing; */
uint32_t bpf_run(const struct sock_fprog *p, const struct sk_buff *skb,
	struct bpf_device dev);

#endif
