/*
 * Why a packet was dropped, and where.
 *
 * A drop site is one place in the code that gives a packet up: Linux's reason
 * (SKB_DROP_REASON_*, compared by name: numbers change between releases), the
 * Linux function that decides there, and Muffin's finer word where Linux only
 * says NOT_SPECIFIED.  One line a site; `muffin reasons` prints this table.
 */
#ifndef CORE_DROPREASON_H
#define CORE_DROPREASON_H

#include <stdint.h>

/* The names that Linux 6.18 gives, of those that this path can reach. */
#define DROP_REASONS(X)                                                        \
	X(NOT_SPECIFIED) X(NO_SOCKET) X(SOCKET_FILTER) X(SOCKET_RCVBUFF)       \
	X(PKT_TOO_SMALL) X(UDP_CSUM) X(NETFILTER_DROP) X(OTHERHOST)            \
	X(IP_CSUM) X(IP_INHDR) X(IP_RPFILTER) X(UNICAST_IN_L2_MULTICAST)       \
	X(IP_NOPROTO) X(IP_OUTNOROUTES) X(NEIGH_CREATEFAIL) X(NEIGH_FAILED)    \
	X(NEIGH_QUEUEFULL) X(CPU_BACKLOG) X(UNHANDLED_PROTO) X(DEV_READY)      \
	X(HDR_TRUNC) X(NOMEM) X(ICMP_CSUM) X(INVALID_PROTO)                    \
	X(IP_INADDRERRORS) X(IP_INNOROUTES) X(IP_LOCAL_SOURCE)                 \
	X(IP_INVALID_SOURCE) X(IP_LOCALNET) X(IP_INVALID_DEST) X(PKT_TOO_BIG)  \
	X(DUP_FRAG) X(FRAG_REASM_TIMEOUT) X(FRAG_TOO_FAR) X(PROTO_MEM)         \
	X(SOCKET_CLOSE) X(QUEUE_PURGE) X(NEIGH_HH_FILLFAIL)

#define DROP_REASON_ENUM(name) SKB_DROP_REASON_##name,
enum skb_drop_reason { DROP_REASONS(DROP_REASON_ENUM) SKB_DROP_REASON_MAX };

/* X(site, reason, function, detail): detail "" where the reason says it all. */
#define DROP_SITES(X)                                                          \
	X(NONE, NOT_SPECIFIED, kfree_skb_reason, "")                           \
	X(DEV_DOWN, DEV_READY, netif_rx, "")                                   \
	X(BACKLOG_FULL, CPU_BACKLOG, netif_rx, "")                             \
	X(FRAME_SHORT, NOT_SPECIFIED, eth_type_trans, "FRAME_SHORT")           \
	X(NO_MEMORY, NOMEM, netif_rx, "")                                      \
	X(VLAN_SHORT, NOT_SPECIFIED, skb_vlan_untag, "VLAN_SHORT")             \
	X(NO_HANDLER, UNHANDLED_PROTO, __netif_receive_skb_core, "")           \
	X(LLC, NOT_SPECIFIED, llc_rcv, "LLC")                                  \
	X(SNAP, NOT_SPECIFIED, snap_rcv, "SNAP")                               \
	X(STP, NOT_SPECIFIED, stp_pdu_rcv, "SPANNING_TREE")                    \
	X(IP_OTHERHOST, OTHERHOST, ip_rcv_core, "")                            \
	X(IP_HDR_SHORT, IP_INHDR, ip_rcv_core, "HEADER_SHORT")                 \
	X(IP_VERSION, IP_INHDR, ip_rcv_core, "VERSION_OR_IHL")                 \
	X(IP_IHL, IP_INHDR, ip_rcv_core, "IHL_BEYOND_PACKET")                  \
	X(IP_BAD_CSUM, IP_CSUM, ip_rcv_core, "")                               \
	X(IP_TRUNCATED, PKT_TOO_SMALL, ip_rcv_core, "")                        \
	X(IP_TOT_LEN, IP_INHDR, ip_rcv_core, "TOTAL_LENGTH")                   \
	X(IP_OPTIONS, IP_INHDR, ip_rcv_finish_core, "OPTIONS")                 \
	X(IP_SOURCE_ROUTE, NOT_SPECIFIED, ip_rcv_finish_core, "SOURCE_ROUTE")  \
	X(L2_MULTICAST, UNICAST_IN_L2_MULTICAST, ip_rcv_finish_core, "")       \
	X(MARTIAN_SOURCE, IP_INVALID_SOURCE, ip_rcv_finish_core, "")           \
	X(MARTIAN_DEST, IP_INVALID_DEST, ip_rcv_finish_core, "")               \
	X(LOCALNET, IP_LOCALNET, ip_rcv_finish_core, "")                       \
	X(LOCAL_SOURCE, IP_LOCAL_SOURCE, ip_rcv_finish_core, "")               \
	X(RPFILTER, IP_RPFILTER, ip_rcv_finish_core, "")                       \
	X(MC_NOT_JOINED, NOT_SPECIFIED, ip_rcv_finish_core, "NOT_JOINED")      \
	X(BLACKHOLE, NOT_SPECIFIED, ip_error, "BLACKHOLE")                     \
	X(INADDRERRORS, IP_INADDRERRORS, ip_error, "")                         \
	X(INNOROUTES, IP_INNOROUTES, ip_error, "")                             \
	X(UNREACHABLE, NOT_SPECIFIED, ip_error, "UNREACHABLE")                 \
	X(PROHIBIT, NOT_SPECIFIED, ip_error, "PROHIBIT")                       \
	X(FRAG_DUPLICATE, DUP_FRAG, ip_defrag, "")                             \
	X(FRAG_BAD, NOT_SPECIFIED, ip_defrag, "FRAGMENT_BAD")                  \
	X(FRAG_OVERLAP, NOT_SPECIFIED, ip_defrag, "FRAGMENT_OVERLAP")          \
	X(FRAG_NO_ROOM, NOT_SPECIFIED, ip_defrag, "FRAGMENT_NO_ROOM")          \
	X(FRAG_ECN, NOT_SPECIFIED, ip_defrag, "FRAGMENT_ECN")                  \
	X(FRAG_OVERSIZE, NOT_SPECIFIED, ip_defrag, "FRAGMENT_OVERSIZE")        \
	X(NO_PROTOCOL, IP_NOPROTO, ip_protocol_deliver_rcu, "")                \
	X(UDP_SHORT, NOT_SPECIFIED, __udp4_lib_rcv, "HEADER_SHORT")            \
	X(UDP_LENGTH, PKT_TOO_SMALL, __udp4_lib_rcv, "")                       \
	X(UDP_BAD_CSUM, UDP_CSUM, __udp4_lib_rcv, "")                          \
	X(UDP_LATE_CSUM, UDP_CSUM, udp_recvmsg, "")                            \
	X(UDP_NO_SOCKET, NO_SOCKET, __udp4_lib_rcv, "")                        \
	X(UDP_NO_LISTENER, NOT_SPECIFIED, __udp4_lib_mcast_deliver,            \
		"NO_LISTENER")                                                 \
	X(UDP_RCVBUF, SOCKET_RCVBUFF, udp_queue_rcv_one_skb, "")               \
	X(ICMP_SHORT, NOT_SPECIFIED, icmp_rcv, "HEADER_SHORT")                 \
	X(ICMP_BAD_CSUM, ICMP_CSUM, icmp_rcv, "")                              \
	X(ICMP_TYPE, UNHANDLED_PROTO, icmp_rcv, "")                            \
	X(ICMP_BROADCAST, INVALID_PROTO, icmp_rcv, "BROADCAST")                \
	X(ICMP_QUOTE, NOT_SPECIFIED, icmp_unreach, "QUOTE_SHORT")              \
	X(ICMP_QUOTE_IHL, IP_INHDR, icmp_unreach, "")                          \
	X(ICMP_REDIRECT_SHORT, PKT_TOO_SMALL, icmp_redirect, "")               \
	X(ICMP_TIMESTAMP_SHORT, PKT_TOO_SMALL, icmp_timestamp, "")             \
	X(ICMP_NO_ECHO_SOCKET, NO_SOCKET, ping_rcv, "")                        \
	X(IGMP_BAD, NOT_SPECIFIED, igmp_rcv, "BAD_MESSAGE")                    \
	X(IGMP_PIM, NOT_SPECIFIED, pim_rcv_v1, "PIM")                          \
	X(ARP_SHORT, PKT_TOO_SMALL, arp_rcv, "")                               \
	X(ARP_LENGTHS, NOT_SPECIFIED, arp_rcv, "ADDRESS_LENGTHS")              \
	X(ARP_MALFORMED, NOT_SPECIFIED, arp_process, "MALFORMED")              \
	X(ARP_BAD_TARGET, NOT_SPECIFIED, arp_process, "BAD_TARGET")            \
	X(OUT_NO_MEMORY, NOMEM, icmp_send, "")                                 \
	X(OUT_NO_ROUTE, IP_OUTNOROUTES, ip_output, "")                         \
	X(UDP_FILTER, SOCKET_FILTER, udp_queue_rcv_one_skb, "")                \
	X(UDP_PROTO_MEM, PROTO_MEM, udp_queue_rcv_one_skb, "")                 \
	X(UDPLITE_PARTIAL, NOT_SPECIFIED, udp_queue_rcv_one_skb,               \
		"PARTIAL_COVERAGE")                                            \
	X(RAW_RCVBUF, SOCKET_RCVBUFF, raw_rcv, "")                             \
	X(RAW_FILTER, SOCKET_FILTER, raw_rcv, "")                              \
	X(PING_RCVBUF, SOCKET_RCVBUFF, ping_rcv, "")                           \
	X(PING_FILTER, SOCKET_FILTER, ping_rcv, "")                            \
	X(FORWARD_TTL, IP_INHDR, ip_forward, "TTL")                            \
	X(FORWARD_TOO_BIG, PKT_TOO_BIG, ip_forward, "")                        \
	X(FORWARD_LINK, NOT_SPECIFIED, ip_forward, "NOT_FOR_US_ON_LINK")       \
	X(FORWARD_STRICT_ROUTE, NOT_SPECIFIED, ip_forward, "STRICT_ROUTE")     \
	X(FRAG_NEEDED, PKT_TOO_BIG, ip_fragment, "DONT_FRAGMENT")              \
	X(FRAG_NO_MEMORY, NOMEM, ip_do_fragment, "")                           \
	X(FRAG_TIMEOUT, FRAG_REASM_TIMEOUT, ip_expire, "")                     \
	X(FRAG_FAR, FRAG_TOO_FAR, ip_defrag, "")                               \
	X(NEIGH_CREATE, NEIGH_CREATEFAIL, ip_finish_output2, "")               \
	X(NEIGH_RESOLVE, NEIGH_FAILED, __neigh_event_send, "")                 \
	X(NEIGH_FULL, NEIGH_QUEUEFULL, __neigh_event_send, "")                 \
	X(NEIGH_LOST, NEIGH_FAILED, neigh_invalidate, "")                      \
	X(FORWARD_NO_ROOM, NOT_SPECIFIED, ip_forward, "NO_ROOM")               \
	X(NEIGH_HEADER, NEIGH_HH_FILLFAIL, neigh_resolve_output, "")           \
	X(NEIGH_PURGE, QUEUE_PURGE, neigh_invalidate, "")                      \
	X(UDP_QUEUE_CSUM, UDP_CSUM, udp_queue_rcv_one_skb, "")                 \
	X(PIM, NOT_SPECIFIED, pim_rcv, "PIM")                                  \
	X(ERR_RCVBUF, NOT_SPECIFIED, ip_icmp_error, "ERROR_QUEUE_FULL")

#define DROP_SITE_ENUM(site, reason, fn, detail) DROP_##site,
enum drop_site { DROP_SITES(DROP_SITE_ENUM) DROP_MAX };

/* How often each site dropped; counts saturate at 2^64 - 1. */
struct drops {
	uint64_t n[DROP_MAX];
};

/*@ // b is a after one drop at `site`, and no other
    predicate DroppedAt(struct drops a, struct drops b, integer site) =
      0 <= site < DROP_MAX &&
      b.n[site] == (a.n[site] == 0xffffffffffffffff ? a.n[site] : a.n[site] + 1) &&
      (\forall integer i; 0 <= i < DROP_MAX && i != site ==> b.n[i] == a.n[i]); */

/*@ requires \valid(d);
    terminates \true; exits \false;
    assigns d->n[0 .. DROP_MAX - 1];
    ensures \forall integer i; 0 <= i < DROP_MAX ==> d->n[i] == 0; */
void drops_init(struct drops *d);

/*@ requires \valid(d) && site < DROP_MAX;
    terminates \true; exits \false;
    assigns d->n[site];
    ensures T7_one_reason: DroppedAt(\old(*d), *d, site); */
void drop_count(struct drops *d, uint32_t site);

#endif
