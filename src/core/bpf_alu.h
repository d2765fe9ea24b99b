/*
 * Arithmetic of classic BPF: 32 bits wide, unsigned, modulo 2^32, as eBPF does
 * it, into which Linux turns these programs [Linux bpf_convert_filter].
 */
#ifndef CORE_BPF_ALU_H
#define CORE_BPF_ALU_H

#include "core/filter.h"

/*@ logic integer BpfMod32(integer n) = n % 0x100000000;
    // a shifted left by n bits
    logic integer BpfLsh(integer a, integer n) = n <= 0 ? a :
      BpfMod32(2 * BpfLsh(a, n - 1));
    logic integer BpfRsh(integer a, integer n) = n <= 0 ? a :
      BpfRsh(a, n - 1) / 2;
    // the result of an operation; of division by 0 there is none
    logic integer BpfAlu(integer op, integer a, integer b) =
      op == BPF_ADD ? BpfMod32(a + b) :
      op == BPF_SUB ? BpfMod32(a + 0x100000000 - b) :
      op == BPF_MUL ? BpfMod32(a * b) :
      op == BPF_DIV ? a / b :
      op == BPF_OR ? (a | b) :
      op == BPF_AND ? (a & b) :
      op == BPF_LSH ? BpfLsh(a, b % 32) :
      op == BPF_RSH ? BpfRsh(a, b % 32) :
      op == BPF_NEG ? BpfMod32(0x100000000 - a) :
      op == BPF_MOD ? a % b : (a ^ b);
    predicate BpfDivides(integer op) = op == BPF_DIV || op == BPF_MOD; */

/* a op b, modulo 2^32; shifts count modulo 32. */
/*@ requires op <= BPF_XOR && (BpfDivides(op) ==> b != 0);
    terminates \true; exits \false;
    assigns \nothing;
    ensures BPF_010_arithmetic: \result == BpfAlu(op, a, b); */
uint32_t bpf_alu(uint32_t op, uint32_t a, uint32_t b);

#endif
