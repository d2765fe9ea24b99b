/* Arithmetic of classic BPF.  Contracts: bpf_alu.h. */
#include "core/bpf_alu.h"

#define TWO_TO_32 UINT64_C(0x100000000)

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BpfMod32(a); */
static uint32_t mod32(uint64_t a)
{
	return (uint32_t)(a % TWO_TO_32);
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BpfMod32(a * b); */
static uint32_t bpf_mul(uint32_t a, uint32_t b)
{
	//@ assert narrow: 0 <= a * b <= 0xffffffff * 0xffffffff;
	return mod32((uint64_t)a * b);
}

/*@ requires n < 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BpfLsh(a, n); */
static uint32_t bpf_lsh(uint32_t a, uint32_t n)
{
	uint32_t i = 0, r = a;

	/*@ loop invariant 0 <= i <= n;
	    loop invariant r == BpfLsh(a, i);
	    loop assigns i, r;
	    loop variant n - i; */
	while (i < n) {
		r = mod32((uint64_t)r * 2u);
		i++;
	}
	return r;
}

/*@ requires n < 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BpfRsh(a, n); */
static uint32_t bpf_rsh(uint32_t a, uint32_t n)
{
	uint32_t i = 0, r = a;

	/*@ loop invariant 0 <= i <= n;
	    loop invariant r == BpfRsh(a, i);
	    loop assigns i, r;
	    loop variant n - i; */
	while (i < n) {
		r = r / 2u;
		i++;
	}
	return r;
}

/* Addition and its kin. */
/*@ requires op == BPF_ADD || op == BPF_SUB || op == BPF_NEG;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BpfAlu(op, a, b); */
static uint32_t bpf_sum(uint32_t op, uint32_t a, uint32_t b)
{
	if (op == BPF_ADD)
		return mod32((uint64_t)a + b);
	if (op == BPF_SUB)
		return mod32(TWO_TO_32 + a - b);
	return mod32(TWO_TO_32 - a);
}

/* Bit by bit. */
/*@ requires op == BPF_OR || op == BPF_AND || op == BPF_XOR;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BpfAlu(op, a, b); */
static uint32_t bpf_bits(uint32_t op, uint32_t a, uint32_t b)
{
	if (op == BPF_OR)
		return a | b;
	return op == BPF_AND ? a & b : a ^ b;
}

/* Shifts, by as many bits as b says modulo 32. */
/*@ requires op == BPF_LSH || op == BPF_RSH;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == BpfAlu(op, a, b); */
static uint32_t bpf_shift(uint32_t op, uint32_t a, uint32_t b)
{
	return op == BPF_LSH ? bpf_lsh(a, b % 32u) : bpf_rsh(a, b % 32u);
}

uint32_t bpf_alu(uint32_t op, uint32_t a, uint32_t b)
{
	if (op == BPF_MUL)
		return bpf_mul(a, b);
	if (op == BPF_DIV)
		return a / b;
	if (op == BPF_MOD)
		return a % b;
	if (op == BPF_LSH || op == BPF_RSH)
		return bpf_shift(op, a, b);
	if (op == BPF_OR || op == BPF_AND || op == BPF_XOR)
		return bpf_bits(op, a, b);
	return bpf_sum(op, a, b);
}
