/* The model's way in: frame, VLAN, ARP, IPv4 header, input route (12 to 13). */
#include <errno.h>
#include <string.h>

#include "model.h"

enum { ETH_LEN = 14, IP_MIN = 20, ARP_LEN = 28, P_ICMP = 1, P_IGMP = 2,
       P_TCP = 6, P_UDP = 17, P_PIM = 103, P_UDPLITE = 136,
       T_IP = 0x0800, T_ARP = 0x0806, T_IPV6 = 0x86dd, T_VLAN = 0x8100,
       T_VLAN_AD = 0x88a8, T_LENGTH_END = 0x600, FRAME_MAX = 65535 + 64 };

uint16_t model_be16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

uint32_t model_be32(const uint8_t *p)
{
	return (uint32_t)model_be16(p) << 16 | model_be16(p + 2);
}

/* RFC 1071; 0 when a block with its checksum is whole */
uint16_t model_sum(const uint8_t *p, size_t len, uint32_t start)
{
	uint64_t sum = start;

	for (size_t i = 0; i < len; i++)
		sum += i % 2 ? p[i] : (uint32_t)p[i] << 8;
	while (sum > 0xffff)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

void model_drop(struct run *r, const char *reason, const char *at)
{
	r->out->verdict = MODEL_DROPPED;
	r->out->reason = reason;
	r->out->at = at;
}

void model_consume(struct run *r, const char *at)
{
	r->out->verdict = MODEL_CONSUMED;
	r->out->reason = NULL;
	r->out->at = at;
}

void model_skip(struct run *r, const char *detail)
{
	r->out->verdict = MODEL_NOT_MODELLED;
	r->out->reason = r->out->at = NULL;
	r->out->detail = detail;
}

/* ---- IPv4: the input route (13.4) ---- */

static bool on(const struct run *r, bool all, size_t knob)
{
	const char *conf = (const char *)&r->host->dev[r->dev].conf;

	return all || *(const bool *)(conf + knob);
}

#define EITHER(r, knob) \
	on(r, (r)->host->all.knob, offsetof(struct model_conf, knob))

static bool loopback(uint32_t ip)
{
	return ip >> 24 == 127;
}

static bool multicast(uint32_t ip)
{
	return ip >> 28 == 14;
}

/* A reason to refuse, or NULL and r->route set. */
static const char *route_group(struct run *r)
{
	r->route = MODEL_MULTICAST;
	if (!model_joined(r))
		return "NOT_SPECIFIED";
	if (multicast(r->src) || r->src == 0xffffffff)
		return "IP_INVALID_SOURCE";
	if (loopback(r->src) && !EITHER(r, route_localnet))
		return "IP_LOCALNET";
	if (r->src)
		return model_bad_source(r, r->src);
	if (r->dst >> 8 != 0xe00000 && r->proto != P_IGMP)
		return "IP_INVALID_SOURCE";
	return NULL;
}

static const char *route_broadcast(struct run *r)
{
	r->route = MODEL_BROADCAST;
	return r->src ? model_bad_source(r, r->src) : NULL;
}

static const char *route_found(struct run *r, const struct hop *hop)
{
	r->route = hop->type;
	if (hop->type == MODEL_BROADCAST)
		return route_broadcast(r);
	if (hop->type == MODEL_LOCAL)
		return model_bad_source(r, r->src);
	if (!r->host->dev[r->dev].conf.forwarding) {
		r->route = MODEL_UNREACHABLE;
		r->route_error = EHOSTUNREACH;
		return NULL;
	}
	return hop->type == MODEL_UNICAST ? NULL : "IP_INVALID_DEST";
}

static const char *route(struct run *r)
{
	struct hop hop;
	int error;

	if (multicast(r->dst))
		return route_group(r);
	if (multicast(r->src) || r->src == 0xffffffff)
		return "IP_INVALID_SOURCE";
	if (r->dst == 0xffffffff || (!r->src && !r->dst))
		return route_broadcast(r);
	if (!r->src)
		return "IP_INVALID_SOURCE";
	if (!r->dst)
		return "IP_INVALID_DEST";
	if ((loopback(r->dst) || loopback(r->src)) &&
	    !EITHER(r, route_localnet))
		return "IP_LOCALNET";
	error = model_lookup(r->host, r->dst, r->tos, &hop);
	if (!error)
		return route_found(r, &hop);
	r->route = MODEL_UNREACHABLE;
	r->route_error = r->host->dev[r->dev].conf.forwarding ? error
							       : EHOSTUNREACH;
	return NULL;
}

/* ---- IPv4: after the route (13.2, 13.5, 13.7) ---- */

static void unreachable(struct run *r)
{
	const char *reason = "NOT_SPECIFIED";

	if (!r->host->dev[r->dev].conf.forwarding) {
		model_drop(r, r->route_error == ENETUNREACH ?
			   "IP_INNOROUTES" : "IP_INADDRERRORS", "ip_error");
		return;
	}
	if (r->route_error == EHOSTUNREACH)
		model_icmp_error(r, 3, 1, 0);
	if (r->route_error == EACCES)
		model_icmp_error(r, 3, 13, 0);
	if (r->route_error == ENETUNREACH) {
		model_icmp_error(r, 3, 0, 0);
		reason = "IP_INNOROUTES";
	}
	model_drop(r, reason, "ip_error");
}

static void arrived(struct run *r)
{
	uint16_t frag = model_be16(r->frame + r->l3 + 6);

	if (frag & 0x3fff)
		model_skip(r, "fragment");
	else if (r->proto == P_TCP)
		model_skip(r, "tcp");
	else if (r->proto == P_UDPLITE || r->proto == P_PIM)
		model_skip(r, "protocol");
	else
		model_deliver(r);
}

/* false: the packet ends here */
static bool options(struct run *r)
{
	const struct model_host *h = r->host;
	int bad;

	if (r->l4 - r->l3 == IP_MIN)
		return true;
	bad = model_options(r);
	if (bad) {
		model_icmp_error(r, 12, 0, (uint8_t)bad);
		model_drop(r, "IP_INHDR", "ip_rcv_finish_core");
		return false;
	}
	if (!r->opt.srr)
		return true;
	if (h->all.accept_source_route &&
	    h->dev[r->dev].conf.accept_source_route)
		model_skip(r, "source_route");
	else
		model_drop(r, "NOT_SPECIFIED", "ip_rcv_finish_core");
	return false;
}

static void finish(struct run *r)
{
	const char *reason = route(r);

	if (reason) {
		model_drop(r, reason, "ip_rcv_finish_core");
		return;
	}
	if (r->route == MODEL_UNICAST) {
		model_skip(r, "forward");
		return;
	}
	if (!options(r))
		return;
	if (r->route != MODEL_MULTICAST && r->route != MODEL_BROADCAST &&
	    (r->cast == TO_ALL || r->cast == TO_GROUP) &&
	    EITHER(r, drop_unicast_in_l2_multicast)) {
		model_drop(r, "UNICAST_IN_L2_MULTICAST", "ip_rcv_finish_core");
		return;
	}
	if (r->route == MODEL_UNREACHABLE)
		unreachable(r);
	else
		arrived(r);
}

/* ---- IPv4: the header (13.1) ---- */

static const char *bad_header(struct run *r)
{
	const uint8_t *ip = r->frame + r->l3;
	size_t have = r->end - r->l3, ihl, total;

	if (r->cast == TO_OTHER)
		return "OTHERHOST";
	if (have < IP_MIN)
		return "IP_INHDR";
	ihl = (ip[0] & 15) * 4u;
	if (ip[0] >> 4 != 4 || ihl < IP_MIN || have < ihl)
		return "IP_INHDR";
	if (model_sum(ip, ihl, 0))
		return "IP_CSUM";
	total = model_be16(ip + 2);
	if (have < total)
		return "PKT_TOO_SMALL";
	if (total < ihl)
		return "IP_INHDR";
	r->end = r->l3 + total;
	r->l4 = r->l3 + ihl;
	return NULL;
}

static void ipv4(struct run *r)
{
	const uint8_t *ip = r->frame + r->l3;
	const char *reason = bad_header(r);

	if (reason) {
		model_drop(r, reason, "ip_rcv_core");
		return;
	}
	r->tos = ip[1];
	r->proto = ip[9];
	r->src = model_be32(ip + 12);
	r->dst = model_be32(ip + 16);
	finish(r);
}

/* ---- ARP (11) ---- */

static void arp_reply(struct run *r, uint32_t sip)
{
	struct model_reply *reply = &r->out->reply;

	r->out->verdict = MODEL_ANSWERED;
	*reply = (struct model_reply){ .kind = MODEL_ARP, .dst = sip,
				       .next_hop = sip, .dev = r->dev };
}

static void arp_process(struct run *r)
{
	const uint8_t *a = r->frame + r->l3;
	uint32_t sip = model_be32(a + 14), tip = model_be32(a + 24);
	uint16_t hrd = model_be16(a), op = model_be16(a + 6);

	if ((hrd != 1 && hrd != 6) || model_be16(a + 2) != T_IP ||
	    (op != 1 && op != 2) || multicast(tip) ||
	    (loopback(tip) && !EITHER(r, route_localnet))) {
		model_drop(r, "NOT_SPECIFIED", "arp_process");
		return;
	}
	model_consume(r, "arp_process");
	r->src = sip;
	r->dst = tip;
	if (op == 2)
		return;
	if (!sip) {
		if (model_addr_type(r->host, tip) == MODEL_LOCAL)
			arp_reply(r, sip);
	} else if (!route(r) && r->route == MODEL_LOCAL) {
		arp_reply(r, sip);
	}
}

static void arp(struct run *r)
{
	const uint8_t *a = r->frame + r->l3;

	if (r->cast == TO_OTHER)
		model_consume(r, "arp_rcv");
	else if (r->end - r->l3 < ARP_LEN)
		model_drop(r, "PKT_TOO_SMALL", "arp_rcv");
	else if (a[4] != 6 || a[5] != 4)
		model_drop(r, "NOT_SPECIFIED", "arp_rcv");
	else
		arp_process(r);
}

/* ---- the frame (12.2, 12.3) ---- */

static enum model_cast cast(const struct run *r)
{
	static const uint8_t all[6] = { 255, 255, 255, 255, 255, 255 };

	if (!memcmp(r->frame, all, 6))
		return TO_ALL;
	if (r->frame[0] & 1)
		return TO_GROUP;
	return memcmp(r->frame, r->host->dev[r->dev].mac, 6) ? TO_OTHER
							     : TO_HOST;
}

static bool tagged(uint16_t type)
{
	return type == T_VLAN || type == T_VLAN_AD;
}

/*
 * Tags come off one by one while the VLAN id is 0; a frame of another VLAN,
 * none of which we have, counts as somebody else's.
 */
static bool untag(struct run *r, uint16_t *type)
{
	while (tagged(*type)) {
		if (r->end - r->l3 < 6) {
			model_drop(r, "NOT_SPECIFIED", "skb_vlan_untag");
			return false;
		}
		*type = model_be16(r->frame + r->l3 + 2);
		r->l3 += 4;
		if (model_be16(r->frame + r->l3 - 4) & 0xfff) {
			r->cast = TO_OTHER;
			break;
		}
	}
	return true;
}

static void receive(struct run *r)
{
	uint16_t type = model_be16(r->frame + 12);

	r->cast = cast(r);
	if (!untag(r, &type))
		return;
	if (type == T_IP)
		ipv4(r);
	else if (type == T_ARP)
		arp(r);
	else if (type == T_IPV6)
		model_skip(r, "ipv6");
	else if (type < T_LENGTH_END && !(r->end - r->l3 >= 2 &&
		 model_be16(r->frame + r->l3) == 0xffff))
		model_skip(r, "llc");
	else
		model_drop(r, "UNHANDLED_PROTO", "__netif_receive_skb_core");
}

void model_verdict(const struct model_host *host, const uint8_t *frame,
		   size_t len, struct model_verdict *out)
{
	uint8_t copy[FRAME_MAX];
	struct run r = { .host = host, .out = out, .frame = copy,
			 .dev = host->rx_dev, .l3 = ETH_LEN, .end = len };

	memset(out, 0, sizeof *out);
	if (len < ETH_LEN || len > sizeof copy || !host->dev[r.dev].up ||
	    r.dev == MODEL_LO) {
		model_skip(&r, "device");
		return;
	}
	memcpy(copy, frame, len);
	receive(&r);
}
