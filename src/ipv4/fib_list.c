/*
 * The forwarding information base as a list in order of preference.
 *
 * The invariant FibOk says that no route stands behind one that it should come
 * before; so the first usable route is the longest match.
 */
#include "ipv4/ip_fib.h"

enum { EEXIST = 17, ENOBUFS = 105 };

static const uint64_t block_size[33] = {
	4294967296, 2147483648, 1073741824, 536870912, 268435456, 134217728,
	67108864, 33554432, 16777216, 8388608, 4194304, 2097152, 1048576,
	524288, 262144, 131072, 65536, 32768, 16384, 8192, 4096, 2048, 1024,
	512, 256, 128, 64, 32, 16, 8, 4, 2, 1
};

void fib_init(struct fib *f)
{
	f->n = 0;
	f->custom_local = 0;
}

uint64_t fib_block_size(uint32_t plen)
{
	return block_size[plen];
}

/*@ requires \valid_read(f) && FibOk(*f) && i < f->n;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> Usable(f->r[i], a, tos, oif); */
static bool route_usable(const struct fib *f, uint32_t i, uint32_t a,
	uint32_t tos, uint32_t oif)
{
	if (a < f->r[i].dst || a - f->r[i].dst >= f->r[i].size)
		return false;
	if (f->r[i].tos != 0 && f->r[i].tos != tos)
		return false;
	return f->r[i].type >= RTN_BLACKHOLE || oif == ANY_DEVICE ||
		f->r[i].oif == oif;
}

uint32_t fib_lookup(const struct fib *f, uint32_t a, uint32_t tos,
	uint32_t oif)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= f->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !Usable(f->r[j], a, tos, oif);
	    loop assigns i;
	    loop variant f->n - i; */
	while (i < f->n) {
		if (route_usable(f, i, a, tos, oif))
			return i;
		i++;
	}
	return FIB_NIL;
}

/* Does p come before q? */
/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> FibBefore(p, q); */
static bool route_before(struct fib_route p, struct fib_route q)
{
	if (p.plen != q.plen)
		return p.plen > q.plen;
	if (p.table != q.table)
		return p.table > q.table;
	if (p.tos != q.tos)
		return p.tos > q.tos;
	return p.priority < q.priority;
}

/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==>
            \exists integer i; 0 <= i < f->n && SameKey(f->r[i], r); */
static bool fib_has_key(const struct fib *f, struct fib_route r)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= f->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !SameKey(f->r[j], r);
	    loop assigns i;
	    loop variant f->n - i; */
	while (i < f->n) {
		if (f->r[i].dst == r.dst && f->r[i].plen == r.plen &&
		    f->r[i].table == r.table && f->r[i].tos == r.tos &&
		    f->r[i].priority == r.priority)
			return true;
		i++;
	}
	return false;
}

/* The place where r belongs: behind its equals, or before them. */
/*@ requires \valid_read(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= f->n;
    ensures \forall integer j; 0 <= j < \result ==> !FibBefore(r, f->r[j]);
    ensures \forall integer j; \result <= j < f->n ==>
            !FibBefore(f->r[j], r); */
static uint32_t fib_place(const struct fib *f, struct fib_route r,
	bool behind)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= f->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !FibBefore(r, f->r[j]);
	    loop assigns i;
	    loop variant f->n - i; */
	while (i < f->n && (behind ? !route_before(r, f->r[i]) :
				     route_before(f->r[i], r)))
		i++;
	return i;
}

/* Moves the routes from `at` on one place up. */
/*@ requires \valid(f) && f->n < NROUTE && at <= f->n;
    terminates \true; exits \false;
    assigns f->r[0 .. NROUTE - 1];
    ensures \forall integer j; 0 <= j < at ==> f->r[j] == \old(f->r[j]);
    ensures \forall integer j; at < j <= f->n ==>
            f->r[j] == \old(f->r[j - 1]); */
static void fib_open_gap(struct fib *f, uint32_t at)
{
	uint32_t i = f->n;

	/*@ loop invariant at <= i <= f->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      f->r[j] == \at(f->r[j], Pre);
	    loop invariant \forall integer j; i < j <= f->n ==>
	      f->r[j] == \at(f->r[j - 1], Pre);
	    loop assigns i, f->r[0 .. NROUTE - 1];
	    loop variant i; */
	while (i > at) {
		f->r[i] = f->r[i - 1];
		i--;
	}
}

int32_t fib_table_insert(struct fib *f, struct fib_route r, uint32_t mode)
{
	uint32_t at;

	if (f->n == NROUTE)
		return -ENOBUFS;
	if (mode == FIB_ADD && fib_has_key(f, r))
		return -EEXIST;
	at = fib_place(f, r, mode == FIB_APPEND);
	fib_open_gap(f, at);
	f->r[at] = r;
	f->n++;
	//@ assert placed: f->r[at] == r;
	return 0;
}
