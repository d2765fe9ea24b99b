/*
 * Which of several default routes.  Contracts: fib_default.h.
 */
#include "spec/fib_of_trie.h"
#include "ipv4/fib_default.h"

/* How far the search has come. */
struct default_scan {
	uint32_t tos, priority;	/* of the last route that counts */
	uint32_t last;		/* candidate that was not judged yet */
	uint32_t order;		/* its place; 0: there is none */
	uint32_t resort;	/* what to take if none is sure */
	uint32_t resort_order;	/* its place; 0: there is none */
};

enum default_step { DEFAULT_SKIP, DEFAULT_TAKE, DEFAULT_END };

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> state != NUD_NONE && state != NUD_INCOMPLETE &&
            state != NUD_FAILED; */
static bool nud_valid(uint32_t state)
{
	return state != NUD_NONE && state != NUD_INCOMPLETE &&
		state != NUD_FAILED;
}

/* Is the candidate's gateway not sure to answer?  It may be the last resort;
 * `before` was taken the last time. */
/*@ requires \valid_read(t) && NeighOk(*t) && \valid(s);
    terminates \true; exits \false;
    assigns s->resort, s->resort_order;
    ensures (s->resort == \old(s->resort) &&
             s->resort_order == \old(s->resort_order)) ||
            (s->resort == s->last && s->resort_order == s->order); */
static bool fib_detect_death(const struct neigh_table *t, struct fib_route r,
	struct default_scan *s, uint32_t before)
{
	uint32_t e = neigh_lookup(t, r.via, r.oif), state;

	if (e == NEIGH_NIL)
		return false;
	state = t->e[e].state;
	if (state == NUD_REACHABLE ||
	    (nud_valid(state) && s->order != before))
		return false;
	if (nud_valid(state) || (s->resort_order == 0u && s->order > before &&
				 state != NUD_INCOMPLETE)) {
		s->resort = s->last;
		s->resort_order = s->order;
	}
	return true;
}

/* Does default route r count beside `first`, or is it behind all that do? */
/*@ requires \valid(s);
    terminates \true; exits \false;
    assigns s->tos, s->priority;
    ensures \result <= DEFAULT_END;
    ensures \result == DEFAULT_TAKE ==> r.scope == first.scope &&
            r.type == RTN_UNICAST && r.gateway != 0 &&
            (r.tos == 0 || r.tos == tos); */
static uint32_t default_step(struct default_scan *s, struct fib_route first,
	struct fib_route r, uint32_t tos)
{
	if (r.tos != 0u && r.tos != tos)
		return DEFAULT_SKIP;
	if (r.priority > s->priority && r.tos == s->tos)
		return s->tos != 0u ? DEFAULT_SKIP : DEFAULT_END;
	s->tos = r.tos;
	s->priority = r.priority;
	if (r.scope != first.scope || r.type != RTN_UNICAST || r.gateway == 0u)
		return DEFAULT_SKIP;
	return DEFAULT_TAKE;
}

/* The first default route of a table, or FIB_NIL. */
/*@ requires \valid_read(f) && FibOk(*f) && table < NTABLE;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != FIB_NIL ==> Live(*f, \result) &&
            f->r[\result].table == table; */
static uint32_t first_default(const struct fib *f, uint32_t table)
{
	struct trie_route t;
	uint32_t i;

	t.table = table;
	t.dst = 0;
	t.plen = 0;
	t.priority = 0;
	t.info = 0;
	t.tos = UINT8_MAX;
	//@ ghost trie_tables();
	i = fib_trie_begin(&f->trie, t);
	/*@ assert is: i != FIB_NIL ==> Live(*f, i) &&
	      TrieKey(f->r[i].table, f->r[i].dst) == TrieKey(table, 0); */
	return i;
}

/* The default route of that table behind route i, or FIB_NIL. */
/*@ requires \valid_read(f) && FibOk(*f) && Live(*f, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != FIB_NIL ==> Live(*f, \result) &&
            f->r[\result].table == f->r[i].table &&
            fib_ghost.od.rank[i] < fib_ghost.od.rank[\result]; */
static uint32_t next_default(const struct fib *f, uint32_t i)
{
	uint32_t j;

	//@ assert here: Alias(fib_ghost.od, i);
	j = fib_trie_sibling(&f->trie, i);
	/*@ assert there: j != FIB_NIL ==> Live(*f, j) &&
	      TrieKey(f->r[j].table, f->r[j].dst) ==
	      TrieKey(f->r[i].table, f->r[i].dst); */
	return j;
}

/* Are there two default routes or more? */
/*@ requires \valid_read(f) && FibOk(*f) && table < NTABLE;
    terminates \true; exits \false;
    assigns \nothing; */
static bool several_defaults(const struct fib *f, uint32_t table)
{
	uint32_t i = first_default(f, table);

	if (i == FIB_NIL || f->r[i].plen != 0u)
		return false;
	i = next_default(f, i);
	return i != FIB_NIL && f->r[i].plen == 0u;
}

/* Who is taken when the list has ended. */
/*@ requires \valid_read(net) && Inv(*net) && \valid(s);
    requires \separated(net, s);
    requires s->order > 0 ==> Live(net->fib, s->last);
    terminates \true; exits \false;
    assigns s->resort, s->resort_order;
    ensures \result.route == i || \result.route == s->last ||
            (s->resort_order > 0 && \result.route == s->resort);
    ensures (s->resort == \old(s->resort) &&
             s->resort_order == \old(s->resort_order)) ||
            s->resort == s->last; */
static struct fib_default default_end(const struct net *net, uint32_t i,
	struct default_scan *s)
{
	struct fib_default d = { i, 0 };

	if (s->order == 0u)
		d.order = net->fib.fa_default[i];
	if (s->order <= 1u)
		return d;
	if (!fib_detect_death(&net->arp, net->fib.r[s->last], s,
			      net->fib.fa_default[i])) {
		d.route = s->last;
		d.order = s->order;
	} else if (s->resort_order != 0u) {
		d.route = s->resort;
		d.order = s->resort_order;
	}
	return d;
}

/* The search from j on. */
/*@ requires \valid_read(net) && Inv(*net) && Live(net->fib, i);
    terminates \true; exits \false;
    assigns \nothing;
    ensures StandsIn(net->fib, \result.route, i, tos); */
static struct fib_default fib_scan_defaults(const struct net *net, uint32_t i,
	uint32_t tos)
{
	struct default_scan s = { 0, net->fib.r[i].priority, i, 0, i, 0 };
	uint32_t j = first_default(&net->fib, net->fib.r[i].table), step;

	/*@ loop invariant j == FIB_NIL || (Live(net->fib, j) &&
	      net->fib.r[j].table == net->fib.r[i].table);
	    loop invariant StandsIn(net->fib, s.last, i, tos) &&
	      StandsIn(net->fib, s.resort, i, tos);
	    loop invariant rank: j != FIB_NIL ==>
	      s.order <= fib_ghost.od.rank[j] < NROUTE;
	    loop invariant s.order <= NROUTE;
	    loop assigns j, step, s;
	    loop variant j == FIB_NIL ? 0 : NROUTE - fib_ghost.od.rank[j]; */
	while (j != FIB_NIL && net->fib.r[j].plen == 0u) {
		step = default_step(&s, net->fib.r[i], net->fib.r[j], tos);
		if (step == DEFAULT_END || (step == DEFAULT_TAKE &&
					    s.order == 0u && j != i))
			break;
		if (step == DEFAULT_TAKE) {
			if (s.order > 0u && !fib_detect_death(&net->arp,
			    net->fib.r[s.last], &s, net->fib.fa_default[i]))
				return (struct fib_default){ s.last, s.order };
			s.last = j;
			s.order++;
		}
		j = next_default(&net->fib, j);
	}
	return default_end(net, i, &s);
}

struct fib_default fib_default_of(const struct net *net, uint32_t i,
	uint32_t tos)
{
	struct fib_default d = { i, net->fib.fa_default[i] };

	if (net->fib.r[i].plen != 0u || net->fib.r[i].type != RTN_UNICAST ||
	    net->fib.r[i].multi != MULTI_NIL ||
	    !several_defaults(&net->fib, net->fib.r[i].table))
		return d;
	return fib_scan_defaults(net, i, tos);
}

uint32_t fib_select_default(struct net *net, uint32_t i, uint32_t tos)
{
	struct fib_default d = fib_default_of(net, i, tos);

	net->fib.fa_default[i] = d.order;
	//@ assert fib: FibOk(net->fib);
	//@ assert Inv(*net);
	return d.route;
}
