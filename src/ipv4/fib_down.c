/*
 * Routes and neighbours of a device that goes down or comes up.
 * Contracts: fib_semantics.h, fib_ifaddr.h.
 */
#include "ipv4/fib_semantics.h"
#include "ipv4/fib_ifaddr.h"

enum { INADDR_LOOPBACK = 0x7f000001 };

/* Which routes go. */
struct fib_flush {
	uint32_t dev;		/* those out of this device */
	uint32_t local;		/* 1: local ones too */
	uint32_t prefsrc;	/* those of table main with this source */
};

/*@ predicate Flushes(struct fib_route r, struct fib_flush c) =
      (c.local == 0 && GoesDown(r, c.dev)) ||
      (c.local != 0 && NeedsAddress(r, c.dev)) || PrefersGone(r, c.prefsrc); */

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> Flushes(r, c); */
static bool flushes(struct fib_route r, struct fib_flush c)
{
	if (r.oif == c.dev && (c.local == 0u ? r.type != RTN_LOCAL
					     : r.type < RTN_BLACKHOLE))
		return true;
	return r.table == FIB_MAIN && r.prefsrc == c.prefsrc &&
		c.prefsrc != 0u;
}

/*@ requires \valid(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures \forall integer i; Live(*f, i) ==>
            !Flushes(f->r[i], c) && Live(\old(*f), i);
    ensures \forall integer i; Live(\old(*f), i) &&
            !Flushes(\old(f->r[i]), c) ==>
            Live(*f, i) && f->r[i] == \old(f->r[i]); */
static void fib_flush(struct fib *f, struct fib_flush c)
{
	uint32_t i;
	//@ ghost struct fib f0 = *f;

	/*@ loop invariant i <= f->top == f0.top && FibOk(*f);
	    loop invariant \forall integer j; 0 <= j < i && Live(*f, j) ==>
	      !Flushes(f->r[j], c);
	    loop invariant \forall integer j; Live(*f, j) ==> Live(f0, j);
	    loop invariant \forall integer j; Live(f0, j) &&
	      (i <= j || !Flushes(f0.r[j], c)) ==>
	      Live(*f, j) && f->r[j] == f0.r[j];
	    loop assigns i, *f, fib_ghost;
	    loop variant f0.top - i; */
	for (i = 0; i < f->top; i++)
		if (f->used[i] == 1u && flushes(f->r[i], c))
			fib_table_remove(f, i);
}

void fib_sync_down_dev(struct fib *f, uint32_t dev)
{
	fib_flush(f, (struct fib_flush){ .dev = dev });
}

void fib_sync_down_addr(struct fib *f, uint32_t local)
{
	fib_flush(f, (struct fib_flush){ .dev = ANY_DEVICE,
		.prefsrc = local });
}

/* Nobody on that device is known any more. */
/*@ requires \valid(t) && NeighOk(*t) && dev < NDEV;
    terminates \true; exits \false;
    assigns t->e[0 .. NNEIGH - 1];
    ensures NeighOk(*t);
    ensures NEI_060_down: \forall integer i; 0 <= i < t->n &&
            t->e[i].dev == dev ==> t->e[i].state == NUD_FAILED;
    ensures \forall integer i; 0 <= i < t->n && t->e[i].dev != dev ==>
            t->e[i] == \old(t->e[i]); */
static void neigh_ifdown(struct neigh_table *t, uint32_t dev)
{
	uint32_t i;

	/*@ loop invariant i <= t->n && NeighOk(*t);
	    loop invariant \forall integer j; 0 <= j < i &&
	      t->e[j].dev == dev ==> t->e[j].state == NUD_FAILED;
	    loop invariant \forall integer j; 0 <= j < t->n &&
	      (t->e[j].dev != dev || i <= j) ==>
	      t->e[j] == \at(t->e[j], Pre);
	    loop invariant \forall integer j; 0 <= j < t->n ==>
	      t->e[j].dev == \at(t->e[j].dev, Pre);
	    loop assigns i, t->e[0 .. NNEIGH - 1];
	    loop variant t->n - i; */
	for (i = 0; i < t->n; i++) {
		if (t->e[i].dev != dev)
			continue;
		t->e[i].state = NUD_FAILED;
		t->e[i].expires = UINT64_MAX;
	}
}

void fib_disable_ip(struct net *net, uint32_t dev)
{
	fib_flush(&net->fib, (struct fib_flush){ .dev = dev, .local = 1 });
	//@ assert Inv(*net);
	neigh_ifdown(&net->arp, dev);
	//@ assert Inv(*net);
}

bool dev_change_flags(struct net *net, uint32_t dev, uint32_t up)
{
	bool was_up = net->dev.d[dev].up != 0u;

	net->dev.d[dev].up = up;
	//@ assert Inv(*net);
	if (up == 0u) {
		fib_sync_down_dev(&net->fib, dev);
		neigh_ifdown(&net->arp, dev);
		return true;
	}
	if (was_up)
		return true;
	if (dev == DEV_LO)
		(void)fib_add_ifaddr(net, DEV_LO, INADDR_LOOPBACK, 8);
	return fib_add_dev(net, dev);
}
