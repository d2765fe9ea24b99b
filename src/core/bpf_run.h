/*
 * Running a classic BPF program over a packet [Linux bpf_prog_run].
 *
 * A load beyond the packet, or a division by 0, ends the run with 0.  Nothing
 * can fail: a program that the check accepted stays in its bounds and ends.
 */
#ifndef CORE_BPF_RUN_H
#define CORE_BPF_RUN_H

#include "core/bpf_alu.h"
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

/*@ logic integer BpfSizeOf(integer c) =
      c == BPF_LD_W_ABS || c == BPF_LD_W_IND ? 4 :
      c == BPF_LD_H_ABS || c == BPF_LD_H_IND ? 2 : 1;
    // facts about the packet; mark, hash and VLAN are not set
    logic integer BpfFact(integer k, struct sk_buff s, struct bpf_device d,
      struct bpf_regs r) =
      k == SKF_AD_PROTOCOL ? s.protocol : k == SKF_AD_PKTTYPE ? s.pkt_type :
      k == SKF_AD_IFINDEX ? s.dev + 1 : k == SKF_AD_QUEUE ? d.queue :
      k == SKF_AD_HATYPE ? d.hatype : k == SKF_AD_ALU_XOR_X ? (r.a ^ r.x) : 0;
    // the offset that an indexed load takes
    logic integer BpfIndex(struct sock_filter f, struct bpf_regs r) =
      BpfMod32(r.x + f.k);
    // the registers after an instruction that is no jump and no return
    logic integer BpfNextA(struct sock_filter f, struct sk_buff s,
      struct bpf_device d, struct bpf_regs r) =
      f.code % 8 == BPF_CLASS_ALU
      ? BpfAlu(f.code / 16, r.a, BpfOperand(f, r.x)) :
      f.code == BPF_LD_IMM ? f.k : f.code == BPF_LD_W_LEN ? SkbLen(s) :
      f.code == BPF_LD_MEM ? r.mem[f.k] : f.code == BPF_MISC_TXA ? r.x :
      f.code == BPF_LD_W_IND || f.code == BPF_LD_H_IND ||
      f.code == BPF_LD_B_IND
      ? BpfBytes(s.pkt, BpfOffset(s, BpfIndex(f, r)), BpfSizeOf(f.code)) :
      f.code == BPF_LD_W_ABS || f.code == BPF_LD_H_ABS ||
      f.code == BPF_LD_B_ABS
      ? (f.k >= SKF_AD_OFF ? BpfFact(f.k - SKF_AD_OFF, s, d, r)
         : BpfBytes(s.pkt, BpfOffset(s, f.k), BpfSizeOf(f.code))) : r.a;
    logic integer BpfNextX(struct sock_filter f, struct sk_buff s,
      struct bpf_regs r) =
      f.code == BPF_LDX_IMM ? f.k : f.code == BPF_LDX_W_LEN ? SkbLen(s) :
      f.code == BPF_LDX_MEM ? r.mem[f.k] : f.code == BPF_MISC_TAX ? r.a :
      f.code == BPF_LDX_B_MSH ? P8(s.pkt, BpfOffset(s, f.k)) % 16 * 4 : r.x;
    predicate BpfNextMem(struct sock_filter f, struct bpf_regs r,
      struct bpf_regs r1) = \forall integer i; 0 <= i < BPF_MEMWORDS ==>
      r1.mem[i] == (f.code == BPF_ST && i == f.k ? r.a :
                    f.code == BPF_STX && i == f.k ? r.x : r.mem[i]);
    predicate BpfStepped(struct sock_filter f, struct sk_buff s,
      struct bpf_device d, struct bpf_regs r, struct bpf_regs r1) =
      r1.a == BpfNextA(f, s, d, r) && r1.x == BpfNextX(f, s, r) &&
      BpfNextMem(f, r, r1);
    // a load beyond the packet, or a division by 0: the run ends with 0
    predicate BpfStops(struct sock_filter f, struct sk_buff s,
      struct bpf_regs r) =
      (BpfIsAbs(f.code) && f.k < SKF_AD_OFF &&
       !BpfInside(s, f.k, BpfSizeOf(f.code))) ||
      (BpfIsInd(f.code) &&
       !BpfInside(s, BpfIndex(f, r), BpfSizeOf(f.code))) ||
      (f.code == BPF_LDX_B_MSH && !BpfInside(s, f.k, 1)) ||
      (BpfIsAlu(f.code) && BpfDivides(f.code / 16) &&
       BpfOperand(f, r.x) == 0);
    // the instructions that are skipped behind one
    predicate BpfSkips(struct sock_filter f, struct bpf_regs r, integer n) =
      f.code == BPF_JMP_JA ? n == f.k : !BpfIsCond(f.code) ? n == 0 :
      BpfTaken(f.code / 16, r.a, BpfOperand(f, r.x)) ? n == f.jt : n == f.jf;
    // a run of program p from instruction pc on, with registers r, gives k
    inductive BpfRuns(struct sock_fprog p, struct sk_buff s,
      struct bpf_device d, struct bpf_regs r, integer pc, integer k) {
      case ret_k: \forall struct sock_fprog p, struct sk_buff s,
        struct bpf_device d, struct bpf_regs r, integer pc;
        p.insn[pc].code == BPF_RET_K ==>
        BpfRuns(p, s, d, r, pc, p.insn[pc].k);
      case ret_a: \forall struct sock_fprog p, struct sk_buff s,
        struct bpf_device d, struct bpf_regs r, integer pc;
        p.insn[pc].code == BPF_RET_A ==> BpfRuns(p, s, d, r, pc, r.a);
      case stop: \forall struct sock_fprog p, struct sk_buff s,
        struct bpf_device d, struct bpf_regs r, integer pc;
        BpfStops(p.insn[pc], s, r) ==> BpfRuns(p, s, d, r, pc, 0);
      case step: \forall struct sock_fprog p, struct sk_buff s,
        struct bpf_device d, struct bpf_regs r, struct bpf_regs r1,
        integer pc, integer n, integer k;
        !BpfIsRet(p.insn[pc].code) && !BpfStops(p.insn[pc], s, r) &&
        BpfStepped(p.insn[pc], s, d, r, r1) && BpfSkips(p.insn[pc], r1, n) &&
        BpfRuns(p, s, d, r1, pc + 1 + n, k) ==> BpfRuns(p, s, d, r, pc, k);
    } */

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

/* One instruction that is no return; false: the run ends with 0. */
/*@ requires \valid_read(skb) && \valid(r) && \separated(skb, r);
    requires SkbOk(*skb) && BpfCode(f.code) && !BpfIsRet(f.code);
    requires BpfIsMem(f.code) ==> f.k < BPF_MEMWORDS;
    terminates \true; exits \false;
    assigns r->a, r->x, r->mem[0 .. BPF_MEMWORDS - 1];
    ensures BPF_024_step: \result ==>
            BpfStepped(f, *skb, dev, \old(*r), *r);
    ensures BPF_025_stop: \result <==> !BpfStops(f, *skb, \old(*r)); */
bool bpf_step(const struct sk_buff *skb, struct bpf_regs *r,
	struct bpf_device dev, struct sock_filter f);

/* Runs program p with registers r0 over what the packet holds from data on. */
/*@ requires \valid_read(p) && \valid_read(skb);
    requires BpfOk(*p) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures BPF_026_run: BpfRuns(*p, *skb, dev, r0, 0, \result); */
uint32_t bpf_run_from(const struct sock_fprog *p, const struct sk_buff *skb,
	struct bpf_device dev, struct bpf_regs r0);

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
