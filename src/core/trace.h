/*
 * What happened to packets, in order: functions entered, drops, deliveries.
 *
 * `muffin explain` reads its verdict and its --trace from here.  The record is
 * bounded; when it is full the oldest entries stay and later ones are not
 * written, which `lost` says.
 */
#ifndef CORE_TRACE_H
#define CORE_TRACE_H

#include <stdint.h>

enum { TRACE_SIZE = 2048, TRACE_NO_SKB = 0xffff };

/* What an entry tells; the comment gives the meaning of its `arg`. */
enum trace_kind {
	TRACE_RECEIVED,		/* a frame came in and became packet skb */
	TRACE_CALL,		/* a function was entered: enum function */
	TRACE_DROP,		/* a packet was dropped: enum drop_site */
	TRACE_CONSUMED,		/* a packet was used up: enum function */
	TRACE_QUEUED,		/* a packet waits for a reader: the socket */
	TRACE_XMIT,		/* a frame was given to a device: its number */
	TRACE_NOT_MODELLED	/* Muffin does not know: enum not_modelled */
};

/* The functions of the path, by Linux's names. */
#define FUNCTIONS(X)                                                           \
	X(netif_rx) X(process_backlog) X(netif_receive_skb)                    \
	X(__netif_receive_skb_core) X(eth_type_trans) X(skb_vlan_untag)        \
	X(ip_rcv) X(ip_rcv_core) X(ip_rcv_finish) X(ip_route_input_slow)       \
	X(ip_rcv_finish_core) X(ip_rcv_options) X(ip_options_compile)          \
	X(ip_local_deliver) X(ip_local_deliver_finish)                         \
	X(ip_protocol_deliver_rcu) X(ip_forward) X(ip_error)                   \
	X(udp_rcv) X(__udp4_lib_rcv) X(__udp4_lib_mcast_deliver)               \
	X(__udp4_lib_lookup) X(udp_unicast_rcv_skb) X(udp_queue_rcv_skb)       \
	X(udp_queue_rcv_one_skb) X(__udp_enqueue_schedule_skb)                 \
	X(udp_recvmsg) X(icmp_rcv) X(icmp_echo) X(icmp_timestamp)              \
	X(icmp_unreach) X(icmp_redirect) X(icmp_discard) X(icmp_reply)         \
	X(icmp_send) X(igmp_rcv) X(arp_rcv) X(arp_process) X(arp_send)         \
	X(ping_rcv) X(ip_route_output_key) X(ip_local_out) X(ip_output)        \
	X(ip_finish_output2) X(neigh_resolve_output) X(dev_queue_xmit)         \
	X(dev_hard_start_xmit) X(loopback_xmit) X(snap_rcv) X(llc_rcv)         \
	X(ip_defrag) X(kfree_skb_reason) X(consume_skb)                        \
	X(ip_forward_finish) X(ip_forward_options) X(ip_rt_send_redirect)      \
	X(ip_options_rcv_srr) X(ip_options_echo) X(ip_finish_output)           \
	X(ip_mc_output) X(ip_fragment) X(ip_do_fragment)                       \
	X(arp_solicit) X(neigh_update) X(neigh_timer_handler)                  \
	X(neigh_invalidate) X(__neigh_event_send) X(ip_expire)                 \
	X(ip_call_ra_chain) X(icmp_socket_deliver) X(udp_err)                  \
	X(__udp4_lib_err) X(udplite_err) X(raw_icmp_error) X(ping_err)         \
	X(ip_icmp_error) X(ip_recv_error) X(__ip_rt_update_pmtu)               \
	X(__ip_do_redirect) X(sk_filter_trim_cap) X(udplite_rcv)               \
	X(raw_local_deliver) X(raw_v4_input) X(raw_rcv) X(raw_rcv_skb)         \
	X(raw_recvmsg) X(ping_queue_rcv_skb) X(__ping_queue_rcv_skb)           \
	X(ping_recvmsg) X(icmp_global_allow) X(icmpv4_xrlim_allow)             \
	X(igmp_heard_query) X(igmp_heard_report) X(igmp_timer_expire)          \
	X(igmp_gq_timer_expire) X(igmp_ifc_timer_expire) X(igmp_send_report)   \
	X(igmpv3_send_report) X(igmpv3_send_cr) X(pim_rcv)

#define FUNCTION_ENUM(name) FN_##name,
enum function { FUNCTIONS(FUNCTION_ENUM) FN_MAX };

/* What Muffin does not model yet; spec/deviations.md has a line for each. */
#define NOT_MODELLED(X)                                                        \
	X(ipv6) X(tcp) X(forward) X(truncated)

#define NOT_MODELLED_ENUM(name) NM_##name,
enum not_modelled { NOT_MODELLED(NOT_MODELLED_ENUM) NM_MAX };

struct trace_entry {
	uint32_t kind;		/* enum trace_kind */
	uint32_t arg;
	uint32_t skb;		/* whose end it tells; or TRACE_NO_SKB */
};

/* Invariant TraceOk: n <= TRACE_SIZE. */
struct trace {
	uint32_t n;		/* entries written */
	uint32_t lost;		/* 1 when an entry found no room */
	struct trace_entry e[TRACE_SIZE];
};

/*@ predicate TraceOk(struct trace t) = t.n <= TRACE_SIZE;
    // b is a with one more entry, or a with `lost` set when a was full
    predicate Noted(struct trace a, struct trace b, integer kind, integer arg) =
      a.n < TRACE_SIZE
      ? b.n == a.n + 1 && b.lost == a.lost && b.e[a.n].kind == kind &&
        b.e[a.n].arg == arg &&
        (\forall integer i; 0 <= i < a.n ==> b.e[i] == a.e[i])
      : b.n == a.n && b.lost == 1 &&
        (\forall integer i; 0 <= i < TRACE_SIZE ==> b.e[i] == a.e[i]); */

/*@ requires \valid(t);
    terminates \true; exits \false;
    assigns t->n, t->lost;
    ensures t->n == 0 && t->lost == 0;
    ensures TraceOk(*t); */
void trace_init(struct trace *t);

/* Writes one entry. */
/*@ requires \valid(t) && TraceOk(*t);
    terminates \true; exits \false;
    assigns t->n, t->lost, t->e[0 .. TRACE_SIZE - 1];
    ensures TraceOk(*t);
    ensures Noted(\old(*t), *t, kind, arg); */
void trace_note(struct trace *t, uint32_t kind, uint32_t arg);

/* Writes one entry about a packet. */
/*@ requires \valid(t) && TraceOk(*t);
    terminates \true; exits \false;
    assigns t->n, t->lost, t->e[0 .. TRACE_SIZE - 1];
    ensures TraceOk(*t);
    ensures Noted(\old(*t), *t, kind, arg);
    ensures \old(t->n) < TRACE_SIZE ==> t->e[\old(t->n)].skb == skb; */
void trace_skb(struct trace *t, uint32_t kind, uint32_t arg, uint32_t skb);

/* Writes that a function was entered. */
/*@ requires \valid(t) && TraceOk(*t);
    terminates \true; exits \false;
    assigns t->n, t->lost, t->e[0 .. TRACE_SIZE - 1];
    ensures TraceOk(*t);
    ensures Noted(\old(*t), *t, TRACE_CALL, fn); */
void trace_call(struct trace *t, uint32_t fn);

#endif
