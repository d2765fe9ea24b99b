/* The sockets of a host. */
#include "core/sock.h"

/*@ requires \valid(s) && used <= 1;
    terminates \true; exits \false;
    assigns *s;
    ensures SockOk(*s) && s->used == used && s->num == 0;
    ensures s->rcv_saddr == 0 && s->dport == 0 && s->bound_dev == NDEV;
    ensures s->state == TCP_CLOSE && s->rcvbuf == SK_RMEM_DEFAULT;
    ensures s->type == SOCK_DGRAM && s->protocol == 17; */
static void sock_init_data(struct sock *s, uint32_t used)
{
	s->used = used;
	s->type = SOCK_DGRAM;
	s->protocol = 17;
	s->state = TCP_CLOSE;
	s->rcv_saddr = 0;
	s->num = 0;
	s->daddr = 0;
	s->dport = 0;
	s->bound_dev = NDEV;
	s->reuse = 0;
	s->reuseport = 0;
	s->broadcast = 0;
	s->mc_all = 1;
	s->recverr = 0;
	s->pmtudisc = IP_PMTUDISC_WANT;
	s->min_ttl = 0;
	s->hdrincl = 0;
	s->icmp_filter = 0;
	s->pcflag = 0;
	s->pcrlen = 0;
	s->filter = NFILTER;
	s->err = 0;
	s->noread = 0;
	s->rcvbuf = SK_RMEM_DEFAULT;
	s->drops = 0;
	s->ngroup = 0;
}

void socks_init(struct socks *v)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= NSOCK;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      SockOk(v->s[j]) && v->s[j].used == 0;
	    loop assigns i, v->s[0 .. NSOCK - 1];
	    loop variant NSOCK - i; */
	while (i < NSOCK) {
		sock_init_data(&v->s[i], 0);
		i++;
	}
}

uint32_t sk_alloc(struct socks *v)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= NSOCK;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      v->s[j].used == 1;
	    loop assigns i;
	    loop variant NSOCK - i; */
	while (i < NSOCK && v->s[i].used == 1)
		i++;
	if (i == NSOCK)
		return SOCK_NIL;
	sock_init_data(&v->s[i], 1);
	return i;
}

void raw_hashinfo_init(struct raw_hashinfo *t)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= 256;
	    loop invariant \forall integer p; 0 <= p < i ==>
	      t->heard[p] == 0;
	    loop assigns i, t->heard[0 .. 255];
	    loop variant 256 - i; */
	while (i < 256) {
		t->heard[i] = 0;
		i++;
	}
}

void raw_hash_sk(struct raw_hashinfo *t, const struct socks *v, uint32_t s)
{
	t->heard[v->s[s].protocol] = 1;
}
