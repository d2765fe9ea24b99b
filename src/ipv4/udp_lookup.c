/* Finding the socket of a datagram.  Contracts: udp_lookup.h. */
#include "ipv4/udp_lookup.h"
#include "ipv4/ip.h"
#include "ipv4/udp_table.h"

struct udp_flow udp_flow_of(const struct sk_buff *skb)
{
	struct udp_flow f;

	f.saddr = get_be32(&skb->pkt, skb->network_header + IP_SADDR);
	f.sport = get_be16(&skb->pkt, skb->data + UDP_SPORT);
	f.daddr = get_be32(&skb->pkt, skb->network_header + IP_DADDR);
	f.dport = get_be16(&skb->pkt, skb->data + UDP_DPORT);
	f.dif = skb->dev;
	return f;
}

uint32_t compute_score(const struct socks *v, uint32_t s, struct udp_flow f,
	uint32_t addr)
{
	uint32_t score = SCORE_INET;

	if (v->s[s].num != f.dport || v->s[s].rcv_saddr != addr)
		return 0;
	if (v->s[s].daddr != 0) {
		if (v->s[s].daddr != f.saddr)
			return 0;
		score += SCORE_MATCH;
	}
	if (v->s[s].dport != 0) {
		if (v->s[s].dport != f.sport)
			return 0;
		score += SCORE_MATCH;
	}
	if (v->s[s].bound_dev != ANY_DEVICE) {
		if (v->s[s].bound_dev != f.dif)
			return 0;
		score += SCORE_MATCH;
	}
	return score;
}

/* The best socket itself, or SOCK_NIL. */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires UdpOk(*t, *v) && SocksOk(*v) && f.dport <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK;
    ensures T6_none: \result == SOCK_NIL <==> NoSocket(*t, *v, f, addr);
    ensures T6_best: \result != SOCK_NIL ==>
            BestSocket(*t, *v, f, addr, \result); */
static uint32_t best_socket(const struct udp_table *t, const struct socks *v,
	struct udp_flow f, uint32_t addr)
{
	uint32_t b = udp_hashslot2(addr, f.dport), best = SOCK_NIL;
	uint32_t x = hlist_first(&t->hash2, b), score, badness = 0;

	/*@ loop invariant x == SOCK_NIL || InChain(t->hash2, b, x);
	    loop invariant badness == 0 <==> best == SOCK_NIL;
	    loop invariant best != SOCK_NIL ==> InChain(t->hash2, b, best) &&
	      badness == Score(v->s[best], f, addr) &&
	      (x == SOCK_NIL || t->hash2.rank[best] > t->hash2.rank[x]);
	    loop invariant seen: \forall integer r; InChain(t->hash2, b, r) &&
	      (x == SOCK_NIL || t->hash2.rank[r] > t->hash2.rank[x]) ==>
	      Score(v->s[r], f, addr) < badness ||
	      (Score(v->s[r], f, addr) == badness &&
	       (badness == 0 || t->hash2.rank[r] <= t->hash2.rank[best]));
	    loop assigns x, best, badness, score;
	    loop variant x == SOCK_NIL ? 0 : t->hash2.rank[x] + 1; */
	while (x != SOCK_NIL) {
		score = compute_score(v, x, f, addr);
		if (score > badness) {
			badness = score;
			best = x;
		}
		x = hlist_next(&t->hash2, x);
	}
	/*@ assert here: \forall integer r; Linked(t->hash2, r) &&
	      Score(v->s[r], f, addr) > 0 ==> InChain(t->hash2, b, r); */
	return best;
}

/*@ requires \valid_read(v) && a < NSOCK && b < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> SameGroup(v->s[a], v->s[b]); */
static bool same_group(const struct socks *v, uint32_t a, uint32_t b)
{
	return v->s[a].reuseport == 1 && v->s[b].reuseport == 1 &&
		v->s[a].state != TCP_ESTABLISHED &&
		v->s[b].state != TCP_ESTABLISHED &&
		v->s[a].num == v->s[b].num &&
		v->s[a].rcv_saddr == v->s[b].rcv_saddr &&
		v->s[a].bound_dev == v->s[b].bound_dev &&
		v->s[a].daddr == v->s[b].daddr &&
		v->s[a].dport == v->s[b].dport;
}

/* The next socket from `i` on, in order of numbers, of best's group. */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires HlistOk(t->hash2) && i <= NSOCK && best < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures i <= \result <= NSOCK;
    ensures \result != SOCK_NIL ==> Linked(t->hash2, \result) &&
            SameGroup(v->s[best], v->s[\result]); */
static uint32_t next_member(const struct udp_table *t, const struct socks *v,
	uint32_t best, uint32_t i)
{
	/*@ loop invariant \at(i, Pre) <= i <= NSOCK;
	    loop assigns i;
	    loop variant NSOCK - i; */
	while (i < NSOCK && (hlist_unhashed(&t->hash2, i) ||
			     !same_group(v, best, i)))
		i++;
	return i;
}

/* How many there are. */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires HlistOk(t->hash2) && best < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK; */
static uint32_t count_members(const struct udp_table *t, const struct socks *v,
	uint32_t best)
{
	uint32_t n = 0, i = next_member(t, v, best, 0);

	/*@ loop invariant 0 <= i <= NSOCK && 0 <= n <= i;
	    loop assigns i, n;
	    loop variant NSOCK - i; */
	while (i < NSOCK) {
		n++;
		i = next_member(t, v, best, i + 1);
	}
	return n;
}

/* A number that a flow always has, spread by the secret [Linux udp_ehashfn]. */
/*@ terminates \true; exits \false;
    assigns \nothing; */
static uint32_t udp_ehashfn(struct udp_flow f, uint32_t secret)
{
	uint64_t x = secret;

	x = (x * 48271u + f.saddr) % 4294967291u;
	x = (x * 48271u + f.sport) % 4294967291u;
	x = (x * 48271u + f.daddr) % 4294967291u;
	x = (x * 48271u + f.dport) % 4294967291u;
	return (uint32_t)(x * 48271u % 4294967291u);
}

/* The member of best's group that this flow goes to. */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires HlistOk(t->hash2) && best < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == best || (Linked(t->hash2, \result) &&
            SameGroup(v->s[best], v->s[\result])); */
static uint32_t reuseport_select_sock(const struct udp_table *t,
	const struct socks *v, struct udp_flow f, uint32_t best)
{
	uint32_t n = count_members(t, v, best), i, k;

	k = reciprocal_scale(udp_ehashfn(f, t->secret), n);
	i = next_member(t, v, best, 0);
	/*@ loop invariant 0 <= i <= NSOCK;
	    loop invariant i != SOCK_NIL ==> Linked(t->hash2, i) &&
	      SameGroup(v->s[best], v->s[i]);
	    loop assigns i, k;
	    loop variant NSOCK - i; */
	while (i < NSOCK && k > 0) {
		k--;
		i = next_member(t, v, best, i + 1);
	}
	return i == SOCK_NIL ? best : i;
}

uint32_t udp4_lib_lookup2(const struct udp_table *t, const struct socks *v,
	struct udp_flow f, uint32_t addr)
{
	uint32_t best = best_socket(t, v, f, addr), s;

	if (best == SOCK_NIL)
		return SOCK_NIL;
	if (v->s[best].reuseport == 0u)
		return best;
	s = reuseport_select_sock(t, v, f, best);
	//@ assert same: Score(v->s[s], f, addr) == Score(v->s[best], f, addr);
	//@ assert chosen: Chosen(*t, *v, f, addr, s);
	return s;
}

uint32_t __udp4_lib_lookup(const struct udp_table *t, const struct socks *v,
	struct udp_flow f)
{
	uint32_t s = udp4_lib_lookup2(t, v, f, f.daddr);

	if (s != SOCK_NIL)
		return s;
	return udp4_lib_lookup2(t, v, f, 0);
}
