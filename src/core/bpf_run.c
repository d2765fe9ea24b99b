/* Running classic BPF programs.  Contracts: bpf_run.h. */
#include "core/bpf_run.h"

/* Where a load at offset k begins; PKT_SIZE: nowhere. */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == (BpfOffset(*skb, k) < PKT_SIZE ? BpfOffset(*skb, k)
            : PKT_SIZE); */
static uint32_t bpf_offset(const struct sk_buff *skb, uint32_t k)
{
	uint32_t base = skb->data, n = k;

	if (k >= SKF_NET_OFF) {
		base = skb->network_header;
		n = k - SKF_NET_OFF;
	} else if (k >= SKF_LL_OFF) {
		base = skb->mac_header;
		n = k - SKF_LL_OFF;
	} else if (k >= 0x80000000u) {
		return PKT_SIZE;
	}
	return n < PKT_SIZE - base ? base + n : PKT_SIZE;
}

bool bpf_skb_load(const struct sk_buff *skb, uint32_t k, uint32_t n,
	uint32_t *to)
{
	uint32_t o = bpf_offset(skb, k);

	if (o + n > skb->tail)
		return false;
	if (n == 1u)
		*to = get_u8(&skb->pkt, o);
	else if (n == 2u)
		*to = get_be16(&skb->pkt, o);
	else
		*to = get_be32(&skb->pkt, o);
	return true;
}

/* Bytes that a load of that code takes. */
/*@ requires BpfIsAbs(code) || BpfIsInd(code);
    terminates \true; exits \false;
    assigns \nothing;
    ensures BpfSize(\result) && \result == BpfSizeOf(code); */
static uint32_t bpf_size(uint32_t code)
{
	if (code == BPF_LD_W_ABS || code == BPF_LD_W_IND)
		return 4;
	return code == BPF_LD_H_ABS || code == BPF_LD_H_IND ? 2 : 1;
}

/* Facts about the packet, as the kernel numbers them. */
/*@ requires \valid_read(skb) && SkbOk(*skb);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BpfFact(k, *skb, dev, r); */
static uint32_t bpf_ancillary(const struct sk_buff *skb, struct bpf_regs r,
	struct bpf_device dev, uint32_t k)
{
	switch (k) {
	case SKF_AD_PROTOCOL:
		return skb->protocol;
	case SKF_AD_PKTTYPE:
		return skb->pkt_type;
	case SKF_AD_IFINDEX:
		return skb->dev + 1u;
	case SKF_AD_HATYPE:
		return dev.hatype;
	case SKF_AD_QUEUE:
		return dev.queue;
	case SKF_AD_ALU_XOR_X:
		return r.a ^ r.x;
	default:		/* mark, hash and VLAN: none is set */
		return 0;
	}
}

/* Loads X from the low half of a byte, times 4; false: beyond the packet. */
/*@ requires \valid_read(skb) && \valid(r) && \separated(skb, r);
    requires SkbOk(*skb) && f.code == BPF_LDX_B_MSH;
    terminates \true; exits \false;
    assigns r->x;
    ensures \result <==> !BpfStops(f, *skb, \old(*r));
    ensures \result ==> r->x == BpfNextX(f, *skb, \old(*r)); */
static bool bpf_load_msh(const struct sk_buff *skb, struct bpf_regs *r,
	struct sock_filter f)
{
	uint32_t byte = 0;

	if (!bpf_skb_load(skb, f.k, 1, &byte))
		return false;
	r->x = byte % 16u * 4u;
	return true;
}

/* Loads A from the packet; false: beyond it. */
/*@ requires \valid_read(skb) && \valid(r) && \separated(skb, r);
    requires SkbOk(*skb) && (BpfIsAbs(f.code) || BpfIsInd(f.code));
    terminates \true; exits \false;
    assigns r->a;
    ensures \result <==> !BpfStops(f, *skb, \old(*r));
    ensures \result ==> r->a == BpfNextA(f, *skb, dev, \old(*r)); */
static bool bpf_load_packet(const struct sk_buff *skb, struct bpf_regs *r,
	struct bpf_device dev, struct sock_filter f)
{
	uint32_t k = f.k, a = 0;

	if (f.code == BPF_LD_W_IND || f.code == BPF_LD_H_IND ||
	    f.code == BPF_LD_B_IND) {
		k = bpf_alu(BPF_ADD, r->x, k);
	} else if (k >= SKF_AD_OFF) {
		r->a = bpf_ancillary(skb, *r, dev, k - SKF_AD_OFF);
		return true;
	}
	if (!bpf_skb_load(skb, k, bpf_size(f.code), &a))
		return false;
	r->a = a;
	return true;
}

/* Between a register and scratch memory. */
/*@ requires \valid(r) && BpfIsMem(f.code) && f.k < BPF_MEMWORDS;
    terminates \true; exits \false;
    assigns r->a, r->x, r->mem[0 .. BPF_MEMWORDS - 1];
    ensures r->a == (f.code == BPF_LD_MEM
            ? \old(r->mem[f.k]) : \old(r->a));
    ensures r->x == (f.code == BPF_LDX_MEM
            ? \old(r->mem[f.k]) : \old(r->x));
    ensures BpfNextMem(f, \old(*r), *r); */
static void bpf_scratch(struct bpf_regs *r, struct sock_filter f)
{
	if (f.code == BPF_LD_MEM)
		r->a = r->mem[f.k];
	else if (f.code == BPF_LDX_MEM)
		r->x = r->mem[f.k];
	else if (f.code == BPF_ST)
		r->mem[f.k] = r->a;
	else
		r->mem[f.k] = r->x;
}

/* Loads something that is not in scratch memory; false: beyond the packet. */
/*@ requires \valid_read(skb) && \valid(r) && \separated(skb, r);
    requires SkbOk(*skb) && BpfIsLoad(f.code) && !BpfIsMem(f.code);
    terminates \true; exits \false;
    assigns r->a, r->x;
    ensures \result <==> !BpfStops(f, *skb, \old(*r));
    ensures \result ==> r->a == BpfNextA(f, *skb, dev, \old(*r));
    ensures \result ==> r->x == BpfNextX(f, *skb, \old(*r)); */
static bool bpf_load(const struct sk_buff *skb, struct bpf_regs *r,
	struct bpf_device dev, struct sock_filter f)
{
	if (f.code == BPF_LD_IMM)
		r->a = f.k;
	else if (f.code == BPF_LDX_IMM)
		r->x = f.k;
	else if (f.code == BPF_LD_W_LEN)
		r->a = skb_len(skb);
	else if (f.code == BPF_LDX_W_LEN)
		r->x = skb_len(skb);
	else if (f.code == BPF_LDX_B_MSH)
		return bpf_load_msh(skb, r, f);
	else
		return bpf_load_packet(skb, r, dev, f);
	return true;
}

/* Calculates; false: it would divide by 0. */
/*@ requires \valid(r) && BpfIsAlu(f.code);
    terminates \true; exits \false;
    assigns r->a;
    ensures BPF_011_divide: \result <==> !(BpfDivides(f.code / 16) &&
            BpfOperand(f, r->x) == 0);
    ensures \result ==> r->a ==
            BpfAlu(f.code / 16, \old(r->a), BpfOperand(f, r->x)); */
static bool bpf_calculate(struct bpf_regs *r, struct sock_filter f)
{
	uint32_t op = f.code / 16u;
	uint32_t b = f.code / 8u % 2u == 1u ? r->x : f.k;

	if ((op == BPF_DIV || op == BPF_MOD) && b == 0u)
		return false;
	r->a = bpf_alu(op, r->a, b);
	return true;
}

uint32_t bpf_jump(struct sock_filter f, uint32_t a, uint32_t x)
{
	uint32_t b = f.code / 8u % 2u == 1u ? x : f.k;

	if (f.code == BPF_JMP_JA)
		return f.k;
	if (f.code % 8u != BPF_CLASS_JMP)
		return 0;
	switch (f.code / 16u) {
	case BPF_JEQ:
		return a == b ? f.jt : f.jf;
	case BPF_JGT:
		return a > b ? f.jt : f.jf;
	case BPF_JGE:
		return a >= b ? f.jt : f.jf;
	case BPF_JSET:
		return (a & b) != 0u ? f.jt : f.jf;
	default:
		return 0;
	}
}

bool bpf_step(const struct sk_buff *skb, struct bpf_regs *r,
	struct bpf_device dev, struct sock_filter f)
{
	if (f.code % 8u == BPF_CLASS_JMP)
		return true;
	if (f.code % 8u == BPF_CLASS_ALU)
		return bpf_calculate(r, f);
	if (f.code == BPF_MISC_TAX)
		r->x = r->a;
	else if (f.code == BPF_MISC_TXA)
		r->a = r->x;
	else if (f.code == BPF_LD_MEM || f.code == BPF_LDX_MEM ||
		 f.code == BPF_ST || f.code == BPF_STX)
		bpf_scratch(r, f);
	else
		return bpf_load(skb, r, dev, f);
	return true;
}

uint32_t bpf_run_from(const struct sock_fprog *p, const struct sk_buff *skb,
	struct bpf_device dev, struct bpf_regs r0)
{
	struct bpf_regs r = r0;
	struct sock_filter f;
	uint32_t pc = 0;

	/*@ loop invariant 0 <= pc < p->len;
	    loop invariant same: \forall integer k;
	      BpfRuns(*p, *skb, dev, r, pc, k) ==>
	      BpfRuns(*p, *skb, dev, r0, 0, k);
	    loop assigns pc, r, f;
	    loop variant p->len - pc; */
	for (;;) {
		f = p->insn[pc];
		//@ assert fine: BpfInsnOk(f, p->len - pc);
		if (f.code == BPF_RET_K)
			return f.k;
		if (f.code == BPF_RET_A)
			return r.a;
		//@ assert more: pc + 1 < p->len;
		if (!bpf_step(skb, &r, dev, f))
			return 0;
		pc += 1u + bpf_jump(f, r.a, r.x);
	}
}

uint32_t bpf_run(const struct sock_fprog *p, const struct sk_buff *skb,
	struct bpf_device dev)
{
	struct bpf_regs zero = { .a = 0 };

	return bpf_run_from(p, skb, dev, zero);
}
