/*
 * Sockets: which binds conflict, which socket a datagram is for, and which
 * datagrams are refused [Linux udp_lib_lport_inuse, compute_score,
 * __udp_is_mcast_sock, __udp4_lib_rcv].
 */
#include "ipv4/udp.h"		/* before the guard: they include this file */
#include "ipv4/udp_lookup.h"
#include "lib/checksum.h"

#ifndef SPEC_SOCKET_H
#define SPEC_SOCKET_H

/*@ // a asks for `port` where b has it, and both would hear the same
    predicate Meets(struct sock a, struct sock b, integer port) =
      b.num == port && (a.reuse == 0 || b.reuse == 0) &&
      (a.bound_dev == ANY_DEVICE || b.bound_dev == ANY_DEVICE ||
       a.bound_dev == b.bound_dev) &&
      (a.rcv_saddr == b.rcv_saddr || a.rcv_saddr == 0 || b.rcv_saddr == 0);
    predicate Met(struct udp_table t, struct socks v, integer s, integer port,
      integer r) = Linked(t.hash, r) && r != s && Meets(v.s[s], v.s[r], port);
    // the newest of those: it alone decides
    predicate FirstMet(struct udp_table t, struct socks v, integer s,
      integer port, integer r) = Met(t, v, s, port, r) &&
      \forall integer q; Met(t, v, s, port, q) ==>
        t.hash.rank[q] <= t.hash.rank[r];
    predicate BindConflict(struct udp_table t, struct socks v, integer s,
      integer port) = \exists integer r; FirstMet(t, v, s, port, r) &&
      (v.s[s].reuseport == 0 || v.s[r].reuseport == 0);
    predicate UdpWorn(struct udp_table t) =
      t.hash.seq == 0xffffffffffffffff || t.hash2.seq == 0xffffffffffffffff;

    // how well a socket fits as one that is bound to addr; 0: not at all
    logic integer Score(struct sock s, struct udp_flow f, integer addr) =
      s.num != f.dport || s.rcv_saddr != addr ? 0 :
      s.daddr != 0 && s.daddr != f.saddr ? 0 :
      s.dport != 0 && s.dport != f.sport ? 0 :
      s.bound_dev != ANY_DEVICE && s.bound_dev != f.dif ? 0 :
      SCORE_INET + (s.daddr != 0 ? SCORE_MATCH : 0) +
      (s.dport != 0 ? SCORE_MATCH : 0) +
      (s.bound_dev != ANY_DEVICE ? SCORE_MATCH : 0);
    predicate NoSocket(struct udp_table t, struct socks v, struct udp_flow f,
      integer addr) = \forall integer s; Linked(t.hash2, s) ==>
        Score(v.s[s], f, addr) == 0;
    // the greatest score, and of equal ones the newest
    predicate BestSocket(struct udp_table t, struct socks v, struct udp_flow f,
      integer addr, integer s) =
      Linked(t.hash2, s) && Score(v.s[s], f, addr) > 0 &&
      \forall integer r; Linked(t.hash2, r) ==>
        Score(v.s[r], f, addr) < Score(v.s[s], f, addr) ||
        (Score(v.s[r], f, addr) == Score(v.s[s], f, addr) &&
         t.hash2.rank[r] <= t.hash2.rank[s]);
    // both stand in one SO_REUSEPORT group and are not connected
    predicate SameGroup(struct sock a, struct sock b) =
      a.reuseport == 1 && b.reuseport == 1 &&
      a.state != TCP_ESTABLISHED && b.state != TCP_ESTABLISHED &&
      a.num == b.num && a.rcv_saddr == b.rcv_saddr &&
      a.bound_dev == b.bound_dev && a.daddr == b.daddr && a.dport == b.dport;
    // s is the best one, or of the best one's group
    predicate Chosen(struct udp_table t, struct socks v, struct udp_flow f,
      integer addr, integer s) = Linked(t.hash2, s) &&
      \exists integer b; BestSocket(t, v, f, addr, b) &&
        Score(v.s[s], f, addr) == Score(v.s[b], f, addr) &&
        (s == b || SameGroup(v.s[b], v.s[s])); */

/*@ // the UDP length of the header at data
    logic integer UdpLen(struct sk_buff s) = P16(s.pkt, s.data + UDP_LEN);
    // 65535 where the checksum over n bytes at o is right [RFC 768]; the
    // pseudo header's addresses stand in the IP header at nh
    logic integer UdpSum(struct pkt p, integer nh, integer o, integer n) =
      OcFold(Bsum(p, o, n) +
             PseudoSum(P32(p, nh + 12), P32(p, nh + 16), n, 17));
    // the first check of the header that refuses it, or DROP_NONE
    logic integer UdpVerdict(struct sk_buff s) =
      s.tail - s.data < UDP_HLEN ? DROP_UDP_SHORT :
      UdpLen(s) > s.tail - s.data || UdpLen(s) < UDP_HLEN
      ? DROP_UDP_LENGTH :
      s.csum_valid == 0 && P16(s.pkt, s.data + UDP_CHECK) != 0 &&
      UdpLen(s) <= CHECKSUM_BREAK &&
      UdpSum(s.pkt, s.network_header, s.data, UdpLen(s)) != 65535
      ? DROP_UDP_BAD_CSUM : DROP_NONE;
    // a datagram with its header in front, as long as it says
    predicate UdpPulled(struct sk_buff s) = IpPulled(s) &&
      s.tail - s.data == UdpLen(s) && UdpLen(s) >= UDP_HLEN;
    predicate UdpShape(struct sk_buff s) = s.data + UDP_HLEN <= s.tail;

    // what waits already leaves no room for packet h
    predicate SockFull(struct queues q, struct socks v, struct skbs b,
      integer s, integer h) =
      (QueueBytes(q, QUEUE_SOCK + s) != 0 &&
       QueueBytes(q, QUEUE_SOCK + s) + b.s[h].truesize > v.s[s].rcvbuf) ||
      QueueWorn(q, QUEUE_SOCK + s, b.s[h].truesize); */

#endif
