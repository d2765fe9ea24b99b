/* Binding sockets to ports.  Contracts: udp_table.h. */
#include "ipv4/udp_table.h"

enum { EADDRINUSE = 98, ENOBUFS = 105 };

void udp_table_init(struct udp_table *t)
{
	hlist_init(&t->hash);
	hlist_init(&t->hash2);
	t->secret = 0;
}

/* Would `s` on that port hear what `r` hears? [Linux inet_rcv_saddr_equal] */
/*@ requires \valid_read(v) && s < NSOCK && r < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> Meets(v->s[s], v->s[r], port); */
static bool sockets_meet(const struct socks *v, uint32_t s, uint32_t r,
	uint32_t port)
{
	if (v->s[r].num != port)
		return false;
	if (v->s[s].reuse != 0 && v->s[r].reuse != 0)
		return false;
	if (v->s[s].bound_dev != ANY_DEVICE &&
	    v->s[r].bound_dev != ANY_DEVICE &&
	    v->s[s].bound_dev != v->s[r].bound_dev)
		return false;
	return v->s[s].rcv_saddr == v->s[r].rcv_saddr ||
		v->s[s].rcv_saddr == 0 || v->s[r].rcv_saddr == 0;
}

/* The newest socket that `s` would meet on that port, or SOCK_NIL. */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires UdpOk(*t, *v) && s < NSOCK && port <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= NSOCK;
    ensures \result == SOCK_NIL ==>
            \forall integer r; !Met(*t, *v, s, port, r);
    ensures \result != SOCK_NIL ==> FirstMet(*t, *v, s, port, \result); */
static uint32_t udp_first_met(const struct udp_table *t, const struct socks *v,
	uint32_t s, uint32_t port)
{
	uint32_t b = port % HLIST_BUCKETS;
	uint32_t x = hlist_first(&t->hash, b);

	/*@ loop invariant x == SOCK_NIL || InChain(t->hash, b, x);
	    loop invariant seen: \forall integer r; InChain(t->hash, b, r) &&
	      (x == SOCK_NIL || t->hash.rank[r] > t->hash.rank[x]) ==>
	      r == s || !Meets(v->s[s], v->s[r], port);
	    loop assigns x;
	    loop variant x == SOCK_NIL ? 0 : t->hash.rank[x] + 1; */
	while (x != SOCK_NIL && (x == s || !sockets_meet(v, s, x, port)))
		x = hlist_next(&t->hash, x);
	/*@ assert here: \forall integer r; Met(*t, *v, s, port, r) ==>
	      InChain(t->hash, b, r); */
	return x;
}

/* Does the newest socket met there forbid the bind? */
/*@ requires \valid_read(t) && \valid_read(v) && \separated(t, v);
    requires UdpOk(*t, *v) && SocksOk(*v) && s < NSOCK && port <= 65535;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> BindConflict(*t, *v, s, port); */
static bool udp_lib_lport_inuse(const struct udp_table *t,
	const struct socks *v, uint32_t s, uint32_t port)
{
	uint32_t r = udp_first_met(t, v, s, port);

	if (r == SOCK_NIL)
		return false;
	/*@ assert only: \forall integer q; FirstMet(*t, *v, s, port, q) ==>
	      q == r; */
	return v->s[s].reuseport == 0 || v->s[r].reuseport == 0;
}

int32_t udp_lib_get_port(struct udp_table *t, struct socks *v, uint32_t s,
	uint32_t port)
{
	if (t->hash.seq == UINT64_MAX || t->hash2.seq == UINT64_MAX)
		return -ENOBUFS;
	if (udp_lib_lport_inuse(t, v, s, port))
		return -EADDRINUSE;
	v->s[s].num = port;
	hlist_add_head(&t->hash, port % HLIST_BUCKETS, s);
	hlist_add_head(&t->hash2, udp_hashslot2(v->s[s].rcv_saddr, port), s);
	/*@ assert by_port: \forall integer b, r; InChain(t->hash, b, r) ==>
	      b == UdpHash(v->s[r].num) && v->s[r].used == 1; */
	/*@ assert self: t->hash2.bucket[s] ==
	      UdpHash2(v->s[s].rcv_saddr, v->s[s].num); */
	/*@ assert others: \forall integer b, r; r != s &&
	      InChain(t->hash2, b, r) ==>
	      InChain(\at(*t, Pre).hash2, b, r) &&
	      v->s[r] == \at(v->s[r], Pre); */
	/*@ assert by_addr: \forall integer b, r; InChain(t->hash2, b, r) ==>
	      b == UdpHash2(v->s[r].rcv_saddr, v->s[r].num); */
	//@ assert ok: UdpOk(*t, *v);
	return 0;
}

bool udp_lib_rehash(struct udp_table *t, struct socks *v, uint32_t s,
	uint32_t addr)
{
	if (t->hash.seq == UINT64_MAX || t->hash2.seq == UINT64_MAX)
		return false;
	hlist_del(&t->hash2, s);
	v->s[s].rcv_saddr = addr;
	hlist_add_head(&t->hash2, udp_hashslot2(addr, v->s[s].num), s);
	//@ assert ok: UdpOk(*t, *v);
	return true;
}
