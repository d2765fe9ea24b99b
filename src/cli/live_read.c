/* live_read: see the header. */
#include "cli/live_read.h"

#include <errno.h>
#include <unistd.h>

enum {
	READ_MAX = 70000,	/* above any datagram and any frame */
	IP_PROTOCOL_IGMP = 2
};

static struct received *add(struct outcome *o, uint32_t socket,
	enum received_kind kind)
{
	struct received *r = &o->received[o->receiveds++];

	memset(r, 0, sizeof(*r));
	r->socket = socket;
	r->kind = kind;
	r->read = true;
	r->at = o->bytes.size;
	return r;
}

static bool full(const struct outcome *o)
{
	return o->receiveds == POOL_SIZE;
}

static void take_bytes(struct outcome *o, struct received *r, ssize_t n)
{
	r->len = (uint32_t)n;
	o->bytes.size += (size_t)n;
}

static char *room(struct outcome *o)
{
	text_reserve(&o->bytes, READ_MAX);
	return o->bytes.bytes + o->bytes.size;
}

/* read() until it says EAGAIN; true: there was something. */
static bool read_datagrams(struct outcome *o, uint32_t s, int fd)
{
	bool any = false;
	ssize_t n;

	while (!full(o)) {
		n = read(fd, room(o), READ_MAX);
		if (n < 0 && errno == EAGAIN)
			break;
		any = true;
		if (n >= 0)
			take_bytes(o, add(o, s, RECEIVED_DATAGRAM), n);
		else
			add(o, s, RECEIVED_ERROR)->ee.err =
				(uint32_t)errno;
	}
	return any;
}

static bool read_errqueue(struct outcome *o, uint32_t s, int fd)
{
	struct live_error e;
	struct received *r;
	ssize_t n = full(o) ? -1 : live_errqueue(fd, room(o), READ_MAX, &e);

	if (n < 0)
		return false;
	r = add(o, s, RECEIVED_QUEUED_ERROR);
	r->ee.err = e.err;
	r->ee.origin = e.origin;
	r->ee.type = e.type;
	r->ee.code = e.code;
	r->ee.info = e.info;
	r->ee.offender = e.offender;
	take_bytes(o, r, n);
	return true;
}

static void read_socket(struct outcome *o, struct live_sock *k, uint32_t s)
{
	bool any = true;

	while (any) {
		any = read_datagrams(o, s, k->fd);
		if (k->recverr)
			any = read_errqueue(o, s, k->fd) || any;
		else
			any = false;
	}
}

static void look_at(struct outcome *o, struct live_sock *k, uint32_t s,
	uint32_t len)
{
	uint32_t now = live_memory(k->fd);
	struct received *r;

	if (now > k->waiting && !full(o)) {
		r = add(o, s, RECEIVED_DATAGRAM);
		r->read = false;
		r->len = len;
	}
	k->waiting = now;
}

void live_read_sockets(struct outcome *o, struct live_host *h, uint32_t len)
{
	uint32_t s;

	for (s = 0; s < h->socks; s++)
		if (h->sock[s].noread)
			look_at(o, &h->sock[s], s, len);
		else
			read_socket(o, &h->sock[s], s);
}

static bool is_own_igmp(const struct live_host *h, const char *frame,
	size_t size)
{
	struct tuple t = tuple_of(ethernet_view((const uint8_t *)frame,
		(uint32_t)size));

	return t.ipv4 && t.proto == IP_PROTOCOL_IGMP &&
	       is_own_address(&h->facts, t.saddr);
}

static uint32_t read_tap(struct outcome *o, const struct live_host *h,
	uint32_t dev)
{
	uint32_t own = 0;
	ssize_t n;

	while (o->sents < POOL_SIZE) {
		n = read(h->dev[dev].fd, room(o), READ_MAX);
		if (n < 0)
			break;
		own += is_own_igmp(h, o->bytes.bytes + o->bytes.size,
			(size_t)n);
		o->sent[o->sents++] = (struct sent){ dev, (uint32_t)n,
			o->bytes.size };
		o->bytes.size += (size_t)n;
	}
	return own;
}

uint32_t live_read_taps(struct outcome *o, struct live_host *h)
{
	uint32_t dev, own = 0;

	for (dev = 1; dev <= h->devs; dev++)
		own += read_tap(o, h, dev);
	return own;
}

void live_read_away(struct live_host *h)
{
	char bytes[1];
	uint32_t s;

	for (s = 0; s < h->socks; s++)
		while (h->sock[s].noread &&
		       read(h->sock[s].fd, bytes, sizeof(bytes)) >= 0)
			;
}

void live_read_begin(struct live_host *h)
{
	uint32_t s;

	for (s = 0; s < h->socks; s++)
		h->sock[s].waiting = live_memory(h->sock[s].fd);
}
