/* The model's ICMP, both ways, IGMP, and the table of protocols (14). */
#include <errno.h>

#include "model.h"

enum { ICMP_HEAD = 8, IP_HEAD = 20, ICMP_QUOTES = 576, ICMP_LAST = 18,
       EXT_ECHO = 42, EXT_REPLY = 43,
       P_ICMP = 1, P_IGMP = 2, P_UDP = 17 };

static const uint8_t *l4(const struct run *r)
{
	return r->frame + r->l4;
}

static size_t l4_len(const struct run *r)
{
	return r->end - r->l4;
}

bool model_to_many(const struct run *r)
{
	return r->route == MODEL_BROADCAST || r->route == MODEL_MULTICAST;
}

/* ---- what we send (14.1) ---- */

/* an ICMP message that must never be answered by an error */
static bool is_error(uint8_t type)
{
	return (type >= 1 && type <= 7) || (type >= 9 && type <= 12) ||
	       type > ICMP_LAST;
}

static bool error_allowed(const struct run *r, uint8_t type)
{
	uint16_t frag = model_be16(r->frame + r->l3 + 6);

	if (r->cast != TO_HOST || model_to_many(r) || frag & 0x1fff)
		return false;
	if (r->proto == P_ICMP && is_error(type))
		return l4_len(r) > 0 && !is_error(l4(r)[0]);
	return true;
}

void model_icmp_error(struct run *r, uint8_t type, uint8_t code,
		      uint8_t param)
{
	struct model_reply reply = { .kind = MODEL_ICMP, .type = type,
				     .code = code, .param = param,
				     .dst = r->src };
	uint32_t source = r->route == MODEL_LOCAL ? r->dst : 0;
	int options = model_options_echo(r, &reply.dst);
	unsigned room;

	if (!error_allowed(r, type) || options < 0 ||
	    !model_reply_route(r, (r->tos & 0x1e) | 0xc0, source, &reply))
		return;
	room = r->host->dev[reply.dev].mtu;
	if (room > ICMP_QUOTES)
		room = ICMP_QUOTES;
	if (room <= IP_HEAD * 2 + ICMP_HEAD + (unsigned)options)
		return;
	room -= IP_HEAD + ICMP_HEAD + (unsigned)options;
	reply.len = r->end - r->l3;
	if (reply.len > room)
		reply.len = room;
	r->out->reply = reply;
}

static void icmp_answer(struct run *r, uint8_t type, uint8_t code, size_t len)
{
	struct model_reply reply = { .kind = MODEL_ICMP, .type = type,
				     .code = code, .len = len,
				     .dst = r->src };

	if (model_options_echo(r, &reply.dst) < 0 ||
	    !model_reply_route(r, r->tos, model_to_many(r) ? 0 : r->dst, &reply))
		return;
	r->out->reply = reply;
	r->out->verdict = MODEL_ANSWERED;
}

/* ---- ICMP (14.2, 14.3) ---- */

/* The errno of an error about a datagram of ours; 0: not for the socket. */
static int udp_errno(uint8_t type, uint8_t code)
{
	static const int unreachable[16] = {
		0, 0, ENOPROTOOPT, ECONNREFUSED, EMSGSIZE, 0, ENETUNREACH,
		EHOSTDOWN, ENONET, ENETUNREACH, EHOSTUNREACH, 0, 0,
		EHOSTUNREACH, EHOSTUNREACH, EHOSTUNREACH,
	};

	if (type == 3)
		return unreachable[code & 15];
	return type == 12 ? EPROTO : 0;
}

/* the quoted packet went from us: its source is our end of the flow */
static void tell_socket(struct run *r)
{
	const uint8_t *q = l4(r) + ICMP_HEAD;
	size_t ihl = (q[0] & 15) * 4u, have = l4_len(r) - ICMP_HEAD;
	struct flow f;
	uint32_t found;
	int error = udp_errno(l4(r)[0], l4(r)[1]);

	if (have < ihl + 8 || q[9] != P_UDP || !error)
		return;
	f = (struct flow){ model_be32(q + 16), model_be32(q + 12),
			   model_be16(q + ihl + 2), model_be16(q + ihl),
			   r->dev };
	found = model_socket(r->host, &f);
	for (unsigned i = 0; i < r->host->n_socks; i++)
		if (!r->host->sock[i].connected)
			found &= ~(UINT32_C(1) << i);
	r->out->failed = found;
	r->out->error = found ? error : 0;
}

static void icmp_about_ours(struct run *r)
{
	uint8_t type = l4(r)[0], code = l4(r)[1];

	if (l4_len(r) < ICMP_HEAD + IP_HEAD)
		model_drop(r, type == 5 ? "PKT_TOO_SMALL" : "NOT_SPECIFIED",
			   "icmp_rcv");
	else if (type != 5 && (l4(r)[ICMP_HEAD] & 15) < 5)
		model_drop(r, "IP_INHDR", "icmp_rcv");
	else if ((type == 3 && code <= 15) || type == 12)
		tell_socket(r);
}

static const char *icmp_refused(const struct run *r)
{
	uint8_t type = l4(r)[0];

	if (model_to_many(r)) {
		if (type == 8 || type == 13)
			return r->host->icmp_echo_ignore_broadcasts ?
				"INVALID_PROTO" : NULL;
		return type == 17 || type == 18 ? NULL : "INVALID_PROTO";
	}
	return type > ICMP_LAST && type != EXT_REPLY ? "UNHANDLED_PROTO"
						     : NULL;
}

static void icmp_act(struct run *r)
{
	uint8_t type = l4(r)[0];

	if (type == 0 || type == EXT_REPLY)
		model_drop(r, "NO_SOCKET", "ping_rcv");
	else if (type == 8 && !r->host->icmp_echo_ignore_all)
		icmp_answer(r, 0, l4(r)[1], l4_len(r) - ICMP_HEAD);
	else if (type == 13 && l4_len(r) < ICMP_HEAD + 4)
		model_drop(r, "PKT_TOO_SMALL", "icmp_rcv");
	else if (type == 13)
		icmp_answer(r, 14, 0, 12);
	else if (type == 3 || type == 4 || type == 5 || type == 11 ||
		 type == 12)
		icmp_about_ours(r);
}

static void icmp(struct run *r)
{
	const char *reason = NULL;

	model_consume(r, "icmp_rcv");
	if (model_sum(l4(r), l4_len(r), 0))
		reason = "ICMP_CSUM";
	else if (l4_len(r) < ICMP_HEAD)
		reason = "NOT_SPECIFIED";
	else if (l4(r)[0] != EXT_ECHO)
		reason = icmp_refused(r);
	if (reason)
		model_drop(r, reason, "icmp_rcv");
	else if (l4(r)[0] != EXT_ECHO)	/* which is off by default */
		icmp_act(r);
}

/* ---- IGMP (14.4): only who listens, never what it says ---- */

static bool query_good(const struct run *r)
{
	const uint8_t *q = l4(r);
	size_t len = l4_len(r), sources;

	if (len == 8)
		return true;
	if (len < 12)
		return false;
	sources = model_be16(q + 10);
	return len >= 12 + sources * 4 && (model_be32(q + 4) || !sources);
}

static void igmp(struct run *r)
{
	uint8_t type;

	model_drop(r, "NOT_SPECIFIED", "igmp_rcv");
	if (l4_len(r) < 8 || model_sum(l4(r), l4_len(r), 0))
		return;
	type = l4(r)[0];
	if (type == 0x14)		/* PIM version 1 */
		model_skip(r, "protocol");
	else if ((type == 0x11 && query_good(r)) ||
		 ((type == 0x12 || type == 0x16) &&
		  (r->cast == TO_ALL || r->cast == TO_GROUP)))
		model_consume(r, "igmp_rcv");
}

void model_deliver(struct run *r)
{
	if (r->proto == P_UDP) {
		model_udp(r);
	} else if (r->proto == P_ICMP) {
		icmp(r);
	} else if (r->proto == P_IGMP) {
		igmp(r);
	} else {
		model_icmp_error(r, 3, 2, 0);
		model_drop(r, "IP_NOPROTO", "ip_local_deliver_finish");
	}
}
