/* Errors of sockets.  Contracts: sock_error.h. */
#include "core/sock_error.h"

int32_t sock_error(struct socks *v, uint32_t s)
{
	int32_t err = -(int32_t)v->s[s].err;

	v->s[s].err = 0;
	return err;
}

void sock_set_error(struct socks *v, uint32_t s, uint32_t err)
{
	v->s[s].err = err;
}

/* Do data and errors of socket `s` leave no room for `size` bytes more? */
/*@ requires \valid_read(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> QueueBytes(net->queues, QUEUE_SOCK + s) +
            QueueBytes(net->queues, QUEUE_ERR + s) + size >=
            net->sock.s[s].rcvbuf; */
static bool sk_rmem_full(const struct net *net, uint32_t s, uint32_t size)
{
	uint64_t data = queue_bytes(&net->queues, QUEUE_SOCK + s);
	uint64_t errors = queue_bytes(&net->queues, QUEUE_ERR + s);
	uint32_t room = net->sock.s[s].rcvbuf;

	return size >= room || data >= room - size ||
		errors >= room - size - data;
}

bool sock_queue_err_skb(struct net *net, uint32_t s, uint32_t h)
{
	if (sk_rmem_full(net, s, net->skb.s[h].truesize))
		return false;
	return queue_tail(&net->queues, QUEUE_ERR + s, h,
			  net->skb.s[h].truesize);
}

/* The error of the oldest in the error queue of `s`; 0: it is empty. */
/*@ requires \valid_read(net) && Inv(*net) && s < NSOCK;
    terminates \true; exits \false;
    assigns \nothing;
    ensures NextError(net->queues, net->skb, s, \result);
    ensures \result <= MAX_ERRNO; */
static uint32_t next_error(const struct net *net, uint32_t s)
{
	uint32_t h = queue_peek(&net->queues, QUEUE_ERR + s);

	return h == QUEUE_NIL ? 0 : net->skb.s[h].ee.err;
}

uint32_t sock_dequeue_err_skb(struct net *net, uint32_t s)
{
	uint32_t h = queue_head(&net->queues, QUEUE_ERR + s);

	//@ assert taken: Inv(*net);
	sock_set_error(&net->sock, s, next_error(net, s));
	//@ assert told: Inv(*net);
	return h;
}
