/*
 * Routes and neighbours of a device that goes down or comes up.
 * Contracts: fib_semantics.h.
 */
#include "ipv4/fib_semantics.h"
#include "ipv4/fib_frontend.h"

/*@ requires dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> GoesDown(r, dev); */
static bool goes_down(struct fib_route r, uint32_t dev)
{
	return r.oif == dev && r.type != RTN_LOCAL;
}

void fib_sync_down_dev(struct fib *f, uint32_t dev)
{
	uint32_t i;
	//@ ghost struct fib f0 = *f;

	/*@ loop invariant i <= f->top == f0.top && FibOk(*f);
	    loop invariant \forall integer j; 0 <= j < i && Live(*f, j) ==>
	      !GoesDown(f->r[j], dev);
	    loop invariant \forall integer j; Live(*f, j) ==> Live(f0, j);
	    loop invariant \forall integer j; Live(f0, j) &&
	      (i <= j || !GoesDown(f0.r[j], dev)) ==>
	      Live(*f, j) && f->r[j] == f0.r[j];
	    loop assigns i, *f, fib_ghost;
	    loop variant f0.top - i; */
	for (i = 0; i < f->top; i++)
		if (f->used[i] == 1u && goes_down(f->r[i], dev))
			fib_table_remove(f, i);
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
	return was_up || fib_add_dev(net, dev);
}
