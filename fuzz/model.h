/*
 * A second opinion: what Linux 6.18 does with one frame, said as plainly as
 * possible and without a line of Muffin's.  fuzz/frame.c holds the two against
 * each other; pcaps/linux.tsv holds this one against a running kernel.
 *
 * One frame on an untouched host: no reassembly, no learnt neighbours, no rate
 * limits, no full buffers.  Where that is not enough, or TCP, IPv6, LLC or
 * forwarding begins, the verdict is MODEL_NOT_MODELLED.
 *
 * Files: model.c (frame, ARP, IPv4 input), model_options.c (IP options),
 * model_fib.c (set-up, routes), model_udp.c (sockets, UDP), model_icmp.c (ICMP,
 * IGMP, answers).  Section numbers in the comments are those of the project's
 * notes on the Linux path.
 */
#ifndef MUFFIN_MODEL_H
#define MUFFIN_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MODEL_DEVS = 5,		/* number 0 is lo */
	MODEL_ADDRS = 16,
	MODEL_ROUTES = 64,
	MODEL_SOCKS = 32,	/* sockets are bits of a uint32_t */
	MODEL_JOINS = 4,
	MODEL_NEIGHS = 16,
	MODEL_LO = 0,
	MODEL_NO_DEV = -1,
};

enum model_route_type {		/* RTN_* */
	MODEL_UNICAST = 1, MODEL_LOCAL, MODEL_BROADCAST, MODEL_ANYCAST,
	MODEL_MULTICAST, MODEL_BLACKHOLE, MODEL_UNREACHABLE, MODEL_PROHIBIT,
	MODEL_THROW,
};

enum model_verdicts {
	MODEL_DELIVERED, MODEL_ANSWERED, MODEL_CONSUMED, MODEL_DROPPED,
	MODEL_NOT_MODELLED, MODEL_HELD,
};

enum model_replies { MODEL_SILENCE, MODEL_ICMP, MODEL_ARP };

/* net.ipv4.conf.{all,DEV}.*; what a knob means for a device depends on both */
struct model_conf {
	int rp_filter;
	bool accept_local, route_localnet, accept_source_route, forwarding;
	bool drop_unicast_in_l2_multicast;
};

struct model_dev {
	uint8_t mac[6];
	unsigned mtu;
	bool up;
	struct model_conf conf;
};

struct model_addr {		/* all IPv4 addresses are in host order */
	uint32_t ip;
	int plen, dev;
};

struct model_route {		/* in the order in which Linux holds them */
	uint32_t dst, gateway, src;
	int plen, dev, table;	/* table 255 local, 254 main, 253 default */
	enum model_route_type type;
	uint32_t metric;
	uint8_t tos;
};

struct model_join {
	uint32_t group, source;	/* source 0: from anyone */
	int dev;
};

struct model_sock {		/* in the order in which they were bound */
	uint32_t ip, peer_ip;	/* ip 0: any; peer_port 0: not connected */
	uint16_t port, peer_port;
	int dev;		/* MODEL_NO_DEV: any */
	bool connected, reuseaddr, reuseport, broadcast, multicast_all, noread;
	int rcvbuf;
	unsigned joins;
	struct model_join join[MODEL_JOINS];
};

struct model_neigh {
	uint32_t ip;
	int dev;
	uint8_t mac[6];
};

struct model_host {
	int rx_dev;		/* where the frame enters */
	struct model_conf all;
	bool icmp_echo_ignore_all, icmp_echo_ignore_broadcasts;
	unsigned n_devs, n_addrs, n_routes, n_socks, n_neighs;
	struct model_dev dev[MODEL_DEVS];
	struct model_addr addr[MODEL_ADDRS];
	struct model_route route[MODEL_ROUTES];
	struct model_sock sock[MODEL_SOCKS];
	struct model_neigh neigh[MODEL_NEIGHS];
};

struct model_reply {
	enum model_replies kind;
	uint8_t type, code, param;	/* ICMP; param is byte 4 of type 12 */
	size_t len;			/* ICMP bytes after the first 8 */
	uint32_t dst, next_hop;
	int dev;
	bool resolves;	/* next_hop has no neighbour: an ARP request for it
			   goes out and the reply is held */
	bool to_all;	/* by Ethernet broadcast */
};

struct model_verdict {
	enum model_verdicts verdict;
	const char *reason;	/* SKB_DROP_REASON_* name, or NULL */
	const char *at;		/* the Linux function that decided */
	const char *detail;	/* why not modelled, or NULL */
	uint32_t receivers;	/* every one of these sockets gets a copy */
	uint32_t any_of;	/* exactly one of these gets it (reuseport) */
	size_t payload_at, payload_len;	/* in the frame */
	uint32_t failed;	/* these connected sockets get error */
	int error;		/* an errno value */
	struct model_reply reply;
};

/* lo with 127.0.0.1/8 as device 0, and Linux's defaults */
void model_host_init(struct model_host *host);
/* a device, a socket with their defaults; fill in the rest */
struct model_dev *model_add_dev(struct model_host *host, const uint8_t mac[6]);
struct model_sock *model_add_sock(struct model_host *host, uint32_t ip,
				  uint16_t port);
/* connect(): chooses the local address too */
void model_connect(const struct model_host *host, struct model_sock *sock,
		   uint32_t ip, uint16_t port);
void model_verdict(const struct model_host *host, const uint8_t *frame,
		   size_t len, struct model_verdict *out);
const char *model_verdict_name(enum model_verdicts verdict);

/* ---- between the files of the model ---- */

enum model_cast { TO_HOST, TO_ALL, TO_GROUP, TO_OTHER };

struct model_options {		/* offsets from the IP header, 0 absent */
	size_t rr, ts, srr, cipso;
	bool rr_room, ts_address, ts_time;
};

struct run {			/* one frame on its way */
	const struct model_host *host;
	struct model_verdict *out;
	uint8_t *frame;		/* a copy: IP options are rewritten */
	size_t l3, l4, end;	/* IP header, what it carries, its end */
	int dev;
	enum model_cast cast;
	uint32_t src, dst;
	uint8_t tos, proto;
	enum model_route_type route;
	int route_error;	/* errno of an unreachable destination */
	struct model_options opt;
};

struct hop {			/* the outcome of a route lookup */
	enum model_route_type type;
	int dev;
	uint32_t gateway, src;
};

struct flow {			/* a datagram, as it came to us */
	uint32_t src, dst;
	uint16_t sport, dport;
	int dev;
};

void model_drop(struct run *r, const char *reason, const char *at);
void model_consume(struct run *r, const char *at);
void model_skip(struct run *r, const char *detail);
uint16_t model_be16(const uint8_t *p);
uint32_t model_be32(const uint8_t *p);
uint16_t model_sum(const uint8_t *p, size_t len, uint32_t start);

int model_lookup(const struct model_host *h, uint32_t dst, uint8_t tos,
		 struct hop *hop);
enum model_route_type model_addr_type(const struct model_host *h, uint32_t ip);
const char *model_bad_source(const struct run *r, uint32_t src);
bool model_reply_route(const struct run *r, uint8_t tos, uint32_t src,
		       struct model_reply *reply);
bool model_joined(const struct run *r);

int model_options(struct run *r);
int model_options_echo(const struct run *r, uint32_t *to);

void model_icmp_error(struct run *r, uint8_t type, uint8_t code,
		      uint8_t param);
bool model_to_many(const struct run *r);
uint32_t model_socket(const struct model_host *h, const struct flow *f);
void model_udp(struct run *r);
void model_deliver(struct run *r);

#endif
