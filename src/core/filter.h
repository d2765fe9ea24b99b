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

/*@ predicate FiltersOk(struct filters f) = f.n <= NFILTER &&
      \forall integer i; 0 <= i < f.n ==> f.prog[i].len <= BPF_MAXINSNS; */

/* No program is attached. */
/*@ requires \valid(f);
    terminates \true; exits \false;
    assigns f->n;
    ensures FiltersOk(*f) && f->n == 0; */
void filters_init(struct filters *f);

#endif
