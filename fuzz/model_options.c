/*
 * IP options on receive (13.3): which byte is at fault, if any, and what the
 * options become when an answer carries them back (14.1 row 11).
 */
#include "model.h"

enum { END = 0, NOP = 1, RR = 7, TS = 0x44, LSRR = 0x83, SSRR = 0x89,
       RA = 0x94, CIPSO = 0x86, TS_ADDRESS = 1, TS_ASKED = 3 };

/* Each check gives the offset of the faulty byte from the header, or 0. */

static size_t source_route(struct run *r, size_t at, unsigned len)
{
	const uint8_t *o = r->frame + r->l3 + at;

	if (len < 3)
		return at + 1;
	if (o[2] < 4)
		return at + 2;
	if (r->opt.srr)
		return at;
	r->opt.srr = at;
	return 0;
}

static size_t record_route(struct run *r, size_t at, unsigned len)
{
	uint8_t *o = r->frame + r->l3 + at;

	if (r->opt.rr)
		return at;
	if (len < 3)
		return at + 1;
	if (o[2] < 4)
		return at + 2;
	if (o[2] <= len) {
		if (o[2] + 3u > len)
			return at + 2;
		o[2] = (uint8_t)(o[2] + 4);
		r->opt.rr_room = true;
	}
	r->opt.rr = at;
	return 0;
}

/* is the address that a timestamp is asked of one of ours? */
static bool asked_us(const struct run *r, const uint8_t *address)
{
	return model_addr_type(r->host, model_be32(address)) != MODEL_UNICAST;
}

static size_t stamp(struct run *r, size_t at, unsigned len)
{
	uint8_t *o = r->frame + r->l3 + at;
	unsigned kind = o[3] & 15;

	if (o[2] + 3u > len)
		return at + 2;
	if (kind == TS_ADDRESS || kind == TS_ASKED) {
		if (o[2] + 7u > len)
			return at + 2;
		r->opt.ts_address = kind == TS_ADDRESS;
		r->opt.ts_time = true;
		if (kind == TS_ADDRESS || asked_us(r, o + o[2] - 1))
			o[2] = (uint8_t)(o[2] + 8);
		else
			r->opt.ts_time = false;
	} else if (kind == 0) {
		r->opt.ts_time = true;
		o[2] = (uint8_t)(o[2] + 4);
	}
	return 0;
}

static size_t timestamp(struct run *r, size_t at, unsigned len)
{
	uint8_t *o = r->frame + r->l3 + at;
	size_t bad;

	if (r->opt.ts)
		return at;
	if (len < 4)
		return at + 1;
	if (o[2] < 5)
		return at + 2;
	if (o[2] <= len) {
		bad = stamp(r, at, len);
		if (bad)
			return bad;
	} else if ((o[3] & 15) != TS_ASKED) {
		if (o[3] >> 4 == 15)
			return at + 3;
		o[3] = (uint8_t)(o[3] + 16);
	}
	r->opt.ts = at;
	return 0;
}

static size_t one(struct run *r, size_t at, unsigned len)
{
	switch (r->frame[r->l3 + at]) {
	case LSRR:
	case SSRR:
		return source_route(r, at, len);
	case RR:
		return record_route(r, at, len);
	case TS:
		return timestamp(r, at, len);
	case RA:
		return len < 4 ? at + 1 : 0;
	case CIPSO:			/* no domain is ever configured */
		r->opt.cipso = at;
		return len < 8 ? at + 1 : at + 2;
	default:
		return 0;
	}
}

/* The offset of the byte at fault, or 0. */
int model_options(struct run *r)
{
	const uint8_t *ip = r->frame + r->l3;
	size_t end = r->l4 - r->l3;

	for (size_t at = 20; at < end && ip[at] != END;) {
		size_t bad;
		unsigned len;

		if (ip[at] == NOP) {
			at++;
			continue;
		}
		if (end - at < 2)
			return (int)at;
		len = ip[at + 1];
		if (len < 2 || len > end - at)
			return (int)at;
		bad = one(r, at, len);
		if (bad)
			return (int)bad;
		at += len;
	}
	return 0;
}

static bool echo_fits(const struct run *r)
{
	const uint8_t *ip = r->frame + r->l3;
	const struct model_options *o = &r->opt;
	unsigned len, ptr;

	if (o->rr && o->rr_room) {
		len = ip[o->rr + 1];
		ptr = ip[o->rr + 2];
		if (ptr <= len && ptr + 3 > len)
			return false;
	}
	if (o->ts) {
		len = ip[o->ts + 1];
		ptr = ip[o->ts + 2];
		if (ptr > len)
			return true;
		if (o->ts_address) {
			if (ptr + 3 > len)
				return false;
			ptr += 4;
		}
		if (o->ts_time && ptr + 3 > len)
			return false;
	}
	return true;
}

/* The bytes of the route back; its first stop is where the answer goes. */
static int route_back(const struct run *r, uint32_t *to)
{
	const uint8_t *route = r->frame + r->l3 + r->opt.srr;
	int at = (route[2] > route[1] ? route[1] + 1 : route[2]) - 4;
	int bytes = at > 3 ? at / 4 * 4 : 0;

	/* a route that begins at its sender is one stop too long */
	if (bytes && model_be32(route + at % 4 + 3) == r->src)
		bytes -= 4;
	if (!bytes)
		return 0;
	*to = model_be32(route + at - 1);
	return bytes + 3;
}

/* The length of the options that an answer carries, -1: it cannot be made;
 * its destination where a source route changes that. */
int model_options_echo(const struct run *r, uint32_t *to)
{
	const uint8_t *ip = r->frame + r->l3;
	int len = 0;

	if (!echo_fits(r))
		return -1;
	if (r->opt.rr)
		len += ip[r->opt.rr + 1];
	if (r->opt.ts)
		len += ip[r->opt.ts + 1];
	if (r->opt.srr)
		len += route_back(r, to);
	if (r->opt.cipso)
		len += ip[r->opt.cipso + 1];
	return (len + 3) & ~3;
}
