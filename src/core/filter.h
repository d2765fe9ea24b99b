/*
 * Classic BPF programs that sockets attach: checked once, run for each packet
 * [linux/filter.h, McCanne and Jacobson 1993].
 */
#ifndef CORE_FILTER_H
#define CORE_FILTER_H

#include <stdbool.h>
#include <stdint.h>

enum {
	NFILTER = 32,		/* programs of a host */
	BPF_MAXINSNS = 4096,	/* instructions of a program */
	BPF_MEMWORDS = 16	/* words of scratch memory */
};

/*
 * Codes: the class is code % 8, code / 8 % 2 is 1 where X and not K is the
 * operand, code / 16 is the operation of a calculation or a jump.
 */
enum {
	BPF_CLASS_ALU = 4, BPF_CLASS_JMP = 5,
	BPF_LD_W_ABS = 0x20, BPF_LD_H_ABS = 0x28, BPF_LD_B_ABS = 0x30,
	BPF_LD_W_IND = 0x40, BPF_LD_H_IND = 0x48, BPF_LD_B_IND = 0x50,
	BPF_LD_IMM = 0x00, BPF_LD_MEM = 0x60, BPF_LD_W_LEN = 0x80,
	BPF_LDX_IMM = 0x01, BPF_LDX_MEM = 0x61, BPF_LDX_W_LEN = 0x81,
	BPF_LDX_B_MSH = 0xb1, BPF_ST = 0x02, BPF_STX = 0x03,
	BPF_ALU_DIV_K = 0x34, BPF_ALU_MOD_K = 0x94,
	BPF_ALU_LSH_K = 0x64, BPF_ALU_RSH_K = 0x74, BPF_ALU_NEG = 0x84,
	BPF_JMP_JA = 0x05, BPF_RET_K = 0x06, BPF_RET_A = 0x16,
	BPF_MISC_TAX = 0x07, BPF_MISC_TXA = 0x87
};

/* Operations: code / 16. */
enum {
	BPF_ADD = 0, BPF_SUB = 1, BPF_MUL = 2, BPF_DIV = 3, BPF_OR = 4,
	BPF_AND = 5, BPF_LSH = 6, BPF_RSH = 7, BPF_NEG = 8, BPF_MOD = 9,
	BPF_XOR = 10,
	BPF_JEQ = 1, BPF_JGT = 2, BPF_JGE = 3, BPF_JSET = 4
};

/* Offsets that are no offsets [Linux uapi/linux/filter.h]. */
#define SKF_LL_OFF 0xffe00000u		/* from the Ethernet header */
#define SKF_NET_OFF 0xfff00000u		/* from the IP header */
#define SKF_AD_OFF 0xfffff000u		/* facts about the packet: */

enum {
	SKF_AD_PROTOCOL = 0, SKF_AD_PKTTYPE = 4, SKF_AD_IFINDEX = 8,
	SKF_AD_NLATTR = 12, SKF_AD_NLATTR_NEST = 16, SKF_AD_MARK = 20,
	SKF_AD_QUEUE = 24, SKF_AD_HATYPE = 28, SKF_AD_RXHASH = 32,
	SKF_AD_CPU = 36, SKF_AD_ALU_XOR_X = 40, SKF_AD_VLAN_TAG = 44,
	SKF_AD_VLAN_TAG_PRESENT = 48, SKF_AD_PAY_OFFSET = 52,
	SKF_AD_RANDOM = 56, SKF_AD_VLAN_TPID = 60, SKF_AD_MAX = 64
};

/* One instruction [Linux struct sock_filter]. */
struct sock_filter {
	uint32_t code;		/* 0..65535 */
	uint32_t jt, jf;	/* 0..255 */
	uint32_t k;
};

struct sock_fprog {
	uint32_t len;
	struct sock_filter insn[BPF_MAXINSNS];
};

struct filters {
	uint32_t n;		/* programs in use */
	struct sock_fprog prog[NFILTER];
};

/*@ predicate BpfIsAbs(integer c) = c == BPF_LD_W_ABS || c == BPF_LD_H_ABS ||
      c == BPF_LD_B_ABS;
    predicate BpfIsInd(integer c) = c == BPF_LD_W_IND || c == BPF_LD_H_IND ||
      c == BPF_LD_B_IND;
    predicate BpfIsLoad(integer c) = BpfIsAbs(c) || BpfIsInd(c) ||
      c == BPF_LD_IMM || c == BPF_LD_MEM || c == BPF_LD_W_LEN ||
      c == BPF_LDX_IMM || c == BPF_LDX_MEM || c == BPF_LDX_W_LEN ||
      c == BPF_LDX_B_MSH;
    predicate BpfIsMem(integer c) = c == BPF_LD_MEM || c == BPF_LDX_MEM ||
      c == BPF_ST || c == BPF_STX;
    predicate BpfIsAlu(integer c) = c % 8 == BPF_CLASS_ALU && c < 0xb0 &&
      (c / 16 == BPF_NEG ==> c == BPF_ALU_NEG);
    predicate BpfIsCond(integer c) = c % 8 == BPF_CLASS_JMP &&
      BPF_JEQ <= c / 16 <= BPF_JSET;
    predicate BpfIsRet(integer c) = c == BPF_RET_K || c == BPF_RET_A;
    // what the machine knows [Linux chk_code_allowed]
    predicate BpfCode(integer c) = BpfIsLoad(c) || c == BPF_ST ||
      c == BPF_STX || BpfIsAlu(c) || c == BPF_JMP_JA || BpfIsCond(c) ||
      BpfIsRet(c) || c == BPF_MISC_TAX || c == BPF_MISC_TXA;
    predicate BpfZero(integer c, integer k) =
      (c == BPF_ALU_DIV_K || c == BPF_ALU_MOD_K) && k == 0;
    predicate BpfWide(integer c, integer k) =
      (c == BPF_ALU_LSH_K || c == BPF_ALU_RSH_K) && k >= 32;
    // a fact about the packet that Linux tells
    predicate BpfAncillary(integer k) = SKF_AD_OFF <= k &&
      k < SKF_AD_OFF + SKF_AD_MAX && k % 4 == 0;
    // ... and that Muffin does not
    predicate BpfNotKnown(integer k) = k == SKF_AD_OFF + SKF_AD_NLATTR ||
      k == SKF_AD_OFF + SKF_AD_NLATTR_NEST || k == SKF_AD_OFF + SKF_AD_CPU ||
      k == SKF_AD_OFF + SKF_AD_PAY_OFFSET || k == SKF_AD_OFF + SKF_AD_RANDOM;
    // an instruction with `left` instructions from it on to the end
    predicate BpfInsnOk(struct sock_filter f, integer left) =
      BpfCode(f.code) && !BpfZero(f.code, f.k) && !BpfWide(f.code, f.k) &&
      (BpfIsMem(f.code) ==> f.k < BPF_MEMWORDS) &&
      (BpfIsAbs(f.code) && f.k >= SKF_AD_OFF ==> BpfAncillary(f.k)) &&
      (f.code == BPF_JMP_JA ==> f.k + 1 < left) &&
      (BpfIsCond(f.code) ==> f.jt + 1 < left && f.jf + 1 < left);
    // a program whose every run ends, and stays within it
    predicate BpfOk(struct sock_fprog p) = 1 <= p.len <= BPF_MAXINSNS &&
      BpfIsRet(p.insn[p.len - 1].code) &&
      \forall integer i; 0 <= i < p.len ==>
        BpfInsnOk(p.insn[i], p.len - i);
    predicate FiltersOk(struct filters f) = f.n <= NFILTER &&
      \forall integer i; 0 <= i < f.n ==> BpfOk(f.prog[i]); */

/* No program is attached. */
/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns f->n;
    ensures FiltersOk(*f) && f->n == 0; */
void filters_init(struct filters *f);

#endif
