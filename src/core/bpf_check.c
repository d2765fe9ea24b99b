/* The checks of classic BPF programs.  Contracts: bpf_check.h. */
#include "core/bpf_check.h"

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfIsAbs(c); */
static bool bpf_is_abs(uint32_t c)
{
	return c == BPF_LD_W_ABS || c == BPF_LD_H_ABS || c == BPF_LD_B_ABS;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfIsMem(c); */
static bool bpf_is_mem(uint32_t c)
{
	return c == BPF_LD_MEM || c == BPF_LDX_MEM || c == BPF_ST ||
		c == BPF_STX;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfIsLoad(c); */
static bool bpf_is_load(uint32_t c)
{
	return bpf_is_abs(c) || c == BPF_LD_W_IND || c == BPF_LD_H_IND ||
		c == BPF_LD_B_IND || c == BPF_LD_IMM || c == BPF_LD_MEM ||
		c == BPF_LD_W_LEN || c == BPF_LDX_IMM || c == BPF_LDX_MEM ||
		c == BPF_LDX_W_LEN || c == BPF_LDX_B_MSH;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfIsAlu(c); */
static bool bpf_is_alu(uint32_t c)
{
	if (c % 8u != BPF_CLASS_ALU || c >= 0xb0u)
		return false;
	return c / 16u != BPF_NEG || c == BPF_ALU_NEG;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfIsCond(c); */
static bool bpf_is_cond(uint32_t c)
{
	return c % 8u == BPF_CLASS_JMP && c / 16u >= BPF_JEQ &&
		c / 16u <= BPF_JSET;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfIsRet(c); */
static bool bpf_is_ret(uint32_t c)
{
	return c == BPF_RET_K || c == BPF_RET_A;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfCode(c); */
static bool chk_code_allowed(uint32_t c)
{
	return bpf_is_load(c) || c == BPF_ST || c == BPF_STX ||
		bpf_is_alu(c) || c == BPF_JMP_JA || bpf_is_cond(c) ||
		bpf_is_ret(c) || c == BPF_MISC_TAX || c == BPF_MISC_TXA;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==>
            !BpfZero(f.code, f.k) && !BpfWide(f.code, f.k) &&
            (BpfIsMem(f.code) ==> f.k < BPF_MEMWORDS) &&
            (BpfIsAbs(f.code) && f.k >= SKF_AD_OFF ==> BpfAncillary(f.k)); */
static bool bpf_operand_ok(struct sock_filter f)
{
	if (f.code == BPF_ALU_DIV_K || f.code == BPF_ALU_MOD_K)
		return f.k != 0u;
	if (f.code == BPF_ALU_LSH_K || f.code == BPF_ALU_RSH_K)
		return f.k < 32u;
	if (bpf_is_mem(f.code))
		return f.k < BPF_MEMWORDS;
	if (bpf_is_abs(f.code) && f.k >= SKF_AD_OFF)
		return f.k < SKF_AD_OFF + SKF_AD_MAX && f.k % 4u == 0u;
	return true;
}

/*@ requires left >= 1;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> (f.code == BPF_JMP_JA ==> f.k + 1 < left) &&
            (BpfIsCond(f.code) ==> f.jt + 1 < left && f.jf + 1 < left); */
static bool bpf_jump_ok(struct sock_filter f, uint32_t left)
{
	if (f.code == BPF_JMP_JA)
		return f.k < left - 1u;
	if (bpf_is_cond(f.code))
		return f.jt < left - 1u && f.jf < left - 1u;
	return true;
}

/*@ requires left >= 1;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfInsnOk(f, left); */
static bool bpf_insn_ok(struct sock_filter f, uint32_t left)
{
	return chk_code_allowed(f.code) && bpf_operand_ok(f) &&
		bpf_jump_ok(f, left);
}

/* Instructions that a path may reach before it wrote some word. */
struct bpf_marks {
	uint8_t bare[BPF_MAXINSNS];
};

/*@ requires \valid(m);
    terminates \true; exits \false;
    assigns *m; */
static void bpf_marks_clear(struct bpf_marks *m)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= BPF_MAXINSNS;
	    loop assigns i, *m;
	    loop variant BPF_MAXINSNS - i; */
	while (i < BPF_MAXINSNS) {
		m->bare[i] = 0;
		i++;
	}
}

/* Marks where the jump at `pc` goes; false: it is none. */
/*@ requires \valid_read(p) && \valid(m) && \separated(p, m);
    requires BpfOk(*p) && pc < p->len;
    terminates \true; exits \false;
    assigns m->bare[0 .. BPF_MAXINSNS - 1];
    ensures \result <==> p->insn[pc].code == BPF_JMP_JA ||
            BpfIsCond(p->insn[pc].code); */
static bool bpf_mark_jump(const struct sock_fprog *p, struct bpf_marks *m,
	uint32_t pc, bool bare)
{
	struct sock_filter f = p->insn[pc];

	//@ assert ok: BpfInsnOk(f, p->len - pc);
	if (f.code == BPF_JMP_JA) {
		if (bare)
			m->bare[pc + 1u + f.k] = 1;
		return true;
	}
	if (!bpf_is_cond(f.code))
		return false;
	if (bare) {
		m->bare[pc + 1u + f.jt] = 1;
		m->bare[pc + 1u + f.jf] = 1;
	}
	return true;
}

/* Is word `w` written before it is read? */
/*@ requires \valid_read(p) && \valid(m) && \separated(p, m) && BpfOk(*p);
    terminates \true; exits \false;
    assigns *m; */
static bool bpf_word_ok(const struct sock_fprog *p, struct bpf_marks *m,
	uint32_t w)
{
	bool bare = true;
	uint32_t i = 0;

	bpf_marks_clear(m);
	/*@ loop invariant 0 <= i <= p->len;
	    loop assigns i, bare, *m;
	    loop variant p->len - i; */
	while (i < p->len) {
		bare = bare || m->bare[i] != 0;
		if (bpf_mark_jump(p, m, i, bare))
			bare = false;
		else if (bpf_is_mem(p->insn[i].code) && p->insn[i].k == w) {
			if (bare && bpf_is_load(p->insn[i].code))
				return false;
			bare = false;
		}
		i++;
	}
	return true;
}

bool check_load_and_stores(const struct sock_fprog *p)
{
	struct bpf_marks m;
	uint32_t w = 0;

	/*@ loop invariant 0 <= w <= BPF_MEMWORDS;
	    loop assigns w, m;
	    loop variant BPF_MEMWORDS - w; */
	while (w < BPF_MEMWORDS) {
		if (!bpf_word_ok(p, &m, w))
			return false;
		w++;
	}
	return true;
}

/*@ requires \valid_read(p) && p->len <= BPF_MAXINSNS;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfOk(*p); */
static bool bpf_form_ok(const struct sock_fprog *p)
{
	uint32_t i = 0;

	if (p->len == 0u || !bpf_is_ret(p->insn[p->len - 1u].code))
		return false;
	/*@ loop invariant 0 <= i <= p->len;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      BpfInsnOk(p->insn[j], p->len - j);
	    loop assigns i;
	    loop variant p->len - i; */
	while (i < p->len) {
		if (!bpf_insn_ok(p->insn[i], p->len - i))
			return false;
		i++;
	}
	return true;
}

bool bpf_check_classic(const struct sock_fprog *p)
{
	return bpf_form_ok(p) && check_load_and_stores(p);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BpfNotKnown(k); */
static bool bpf_fact_not_known(uint32_t k)
{
	return k == SKF_AD_OFF + SKF_AD_NLATTR ||
		k == SKF_AD_OFF + SKF_AD_NLATTR_NEST ||
		k == SKF_AD_OFF + SKF_AD_CPU ||
		k == SKF_AD_OFF + SKF_AD_PAY_OFFSET ||
		k == SKF_AD_OFF + SKF_AD_RANDOM;
}

bool bpf_not_modelled(const struct sock_fprog *p)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= p->len;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !(BpfIsAbs(p->insn[j].code) && BpfNotKnown(p->insn[j].k));
	    loop assigns i;
	    loop variant p->len - i; */
	while (i < p->len) {
		if (bpf_is_abs(p->insn[i].code) &&
		    bpf_fact_not_known(p->insn[i].k))
			return true;
		i++;
	}
	return false;
}
