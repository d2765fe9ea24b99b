/*
 * Routes and neighbours of a device that goes down or comes up, and of
 * addresses that go.  Contracts: fib_semantics.h, fib_ifaddr.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_semantics.h"
#include "ipv4/fib_frontend.h"
#include "ipv4/fib_ifaddr.h"
#include "ipv4/fib_multipath.h"

enum { INADDR_LOOPBACK = 0x7f000001 };

/* Which routes go. */
struct fib_flush {
	uint32_t dev;		/* those out of this device, or ANY_DEVICE */
	uint32_t local;		/* 1: local ones too */
	uint32_t prefsrc;	/* those of table main with this source */
};

/*@ predicate Flushes(struct fib f, integer i, struct fib_flush c) =
      PrefersGone(f.r[i], c.prefsrc) || (c.dev != ANY_DEVICE &&
      (c.local == 0 ? GoesDown(f, i, c.dev) : NeedsAddress(f, i, c.dev))); */

/* The hops of a device in a group are dead from now on, or alive. */
/*@ requires \valid(m) && MultiOk(*m) && dead <= 1;
    terminates \true; exits \false;
    assigns m->nh[0 .. NHOP - 1];
    ensures MultiOk(*m);
    ensures dead == 1 ==> HopsDown(*m, \old(*m), dev);
    ensures dead == 0 ==> HopsUp(*m, \old(*m), dev); */
static void fib_set_dead(struct fib_multi *m, uint32_t dev, uint32_t dead)
{
	uint32_t k;

	/*@ loop invariant k <= m->n && MultiOk(*m);
	    loop invariant \forall integer j; 0 <= j < m->n ==>
	      SameNh(m->nh[j], \at(m->nh[j], Pre)) && m->nh[j].dead ==
	      (j < k && m->nh[j].oif == dev ? dead :
	      \at(m->nh[j].dead, Pre));
	    loop assigns k, m->nh[0 .. NHOP - 1];
	    loop variant m->n - k; */
	for (k = 0; k < m->n; k++)
		if (m->nh[k].oif == dev)
			m->nh[k].dead = dead;
	fib_rebalance(m);
}

/* The same in every group that a route has. */
/*@ requires \valid(f) && FibOk(*f) && dev < NDEV && dead <= 1;
    terminates \true; exits \false;
    assigns f->multi;
    ensures FibOk(*f);
    ensures \forall integer g; 0 < g < NMULTI ==>
            f->multi.m[g].owner == \old(f->multi.m[g].owner);
    ensures \forall integer g; 0 < g < NMULTI &&
            f->multi.m[g].owner < NROUTE ==> (dead == 1
            ? HopsDown(f->multi.m[g], \old(f->multi.m[g]), dev)
            : HopsUp(f->multi.m[g], \old(f->multi.m[g]), dev)); */
static void fib_sync_multi(struct fib *f, uint32_t dev, uint32_t dead)
{
	uint32_t g;

	/*@ loop invariant 1 <= g <= NMULTI && FibOk(*f);
	    loop invariant \forall integer h; 0 < h < NMULTI ==>
	      f->multi.m[h].owner == \at(f->multi.m[h].owner, Pre);
	    loop invariant \forall integer h; 0 < h < g &&
	      f->multi.m[h].owner < NROUTE ==> (dead == 1
	      ? HopsDown(f->multi.m[h], \at(f->multi.m[h], Pre), dev)
	      : HopsUp(f->multi.m[h], \at(f->multi.m[h], Pre), dev));
	    loop invariant \forall integer h; g <= h < NMULTI ==>
	      f->multi.m[h] == \at(f->multi.m[h], Pre);
	    loop assigns g, f->multi;
	    loop variant NMULTI - g; */
	for (g = 1; g < NMULTI; g++)
		if (f->multi.m[g].owner < NROUTE) {
			fib_set_dead(&f->multi.m[g], dev, dead);
			//@ assert groups: MultisOk(*f);
		}
}

void fib_sync_up(struct fib *f, uint32_t dev)
{
	fib_sync_multi(f, dev, 0);
}

/* Has the group no hop left without the device? */
/*@ requires \valid_read(m) && MultiOk(*m);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> AllHopsDown(*m, dev); */
static bool all_hops_down(const struct fib_multi *m, uint32_t dev)
{
	uint32_t k;

	/*@ loop invariant k <= m->n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      m->nh[j].dead != 0 || m->nh[j].oif == dev;
	    loop assigns k;
	    loop variant m->n - k; */
	for (k = 0; k < m->n; k++)
		if (m->nh[k].dead == 0u && m->nh[k].oif != dev)
			return false;
	return true;
}

/*@ requires \valid_read(f) && FibOk(*f) && Live(*f, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> Flushes(*f, i, c); */
static bool flushes(const struct fib *f, uint32_t i, struct fib_flush c)
{
	uint32_t g = f->r[i].multi;

	if (f->r[i].table == FIB_MAIN && f->r[i].prefsrc == c.prefsrc &&
	    c.prefsrc != 0u)
		return true;
	if (c.dev == ANY_DEVICE)
		return false;
	if (g != MULTI_NIL)
		return all_hops_down(&f->multi.m[g], c.dev);
	return f->r[i].oif == c.dev && f->r[i].type < RTN_BLACKHOLE &&
		(c.local != 0u || f->r[i].scope != RT_SCOPE_HOST);
}

/*@ requires \valid(f) && FibOk(*f);
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures \forall integer i; Live(*f, i) ==> !Flushes(*f, i, c) &&
            Live(\old(*f), i) && f->r[i] == \old(f->r[i]);
    ensures \forall integer i; Live(\old(*f), i) &&
            !Flushes(\old(*f), i, c) ==>
            Live(*f, i) && f->r[i] == \old(f->r[i]);
    ensures AllHopsKept(f->multi, \old(f->multi)); */
static void fib_flush(struct fib *f, struct fib_flush c)
{
	uint32_t i;
	//@ ghost struct fib f0 = *f;

	/*@ loop invariant i <= f->top == f0.top && FibOk(*f);
	    loop invariant \forall integer j; 0 <= j < i && Live(*f, j) ==>
	      !Flushes(*f, j, c);
	    loop invariant \forall integer j; Live(*f, j) ==> Live(f0, j) &&
	      f->r[j] == f0.r[j];
	    loop invariant \forall integer j; Live(f0, j) &&
	      (i <= j || !Flushes(f0, j, c)) ==>
	      Live(*f, j) && f->r[j] == f0.r[j];
	    loop invariant AllHopsKept(f->multi, f0.multi);
	    loop assigns i, *f, fib_ghost;
	    loop variant f0.top - i; */
	for (i = 0; i < f->top; i++)
		if (f->used[i] == 1u && flushes(f, i, c))
			fib_table_remove(f, i);
}

void fib_sync_down_dev(struct fib *f, uint32_t dev)
{
	struct fib_flush c = { .dev = dev };
	//@ ghost struct fib f0 = *f;

	fib_sync_multi(f, dev, 1);
	//@ ghost struct fib f1 = *f;
	/*@ assert same: \forall integer j; Live(f1, j) ==>
	      (GoesDown(f1, j, dev) <==> GoesDown(f0, j, dev)); */
	fib_flush(f, c);
	/*@ assert live: \forall integer g; 0 < g < NMULTI &&
	      f->multi.m[g].owner < NROUTE ==>
	      Live(f1, f->multi.m[g].owner) &&
	      f1.r[f->multi.m[g].owner].multi == g; */
	/*@ assert owned: \forall integer g; 0 < g < NMULTI &&
	      f->multi.m[g].owner < NROUTE ==> f1.multi.m[g].owner < NROUTE; */
}

void fib_sync_down_addr(struct fib *f, uint32_t local)
{
	struct fib_flush c = { .dev = ANY_DEVICE, .prefsrc = local };

	fib_flush(f, c);
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

/* The routes of a device, local ones too. */
/*@ requires \valid(f) && FibOk(*f) && dev < NDEV;
    terminates \true; exits \false;
    assigns *f, fib_ghost;
    ensures FibOk(*f);
    ensures \forall integer i; Live(*f, i) ==>
            !NeedsAddress(*f, i, dev) && Live(\old(*f), i);
    ensures \forall integer i; Live(\old(*f), i) &&
            !NeedsAddress(\old(*f), i, dev) ==>
            Live(*f, i) && f->r[i] == \old(f->r[i]); */
static void fib_sync_down_all(struct fib *f, uint32_t dev)
{
	struct fib_flush c = { .dev = dev, .local = 1 };
	//@ ghost struct fib f0 = *f;

	fib_sync_multi(f, dev, 1);
	//@ ghost struct fib f1 = *f;
	/*@ assert same: \forall integer j; Live(f1, j) ==>
	      (NeedsAddress(f1, j, dev) <==> NeedsAddress(f0, j, dev)); */
	fib_flush(f, c);
}

void fib_disable_ip(struct net *net, uint32_t dev)
{
	fib_sync_down_all(&net->fib, dev);
	//@ assert Inv(*net);
	neigh_ifdown(&net->arp, dev);
	//@ assert Inv(*net);
}

bool dev_change_flags(struct net *net, uint32_t dev, uint32_t up)
{
	bool was_up = net->dev.d[dev].up != 0u, room;

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
	room = fib_add_dev(net, dev);
	fib_sync_up(&net->fib, dev);
	//@ assert Inv(*net);
	return room;
}
