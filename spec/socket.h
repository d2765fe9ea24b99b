/*
 * Sockets: which binds conflict, which socket a datagram is for, and which
 * datagrams are refused [Linux udp_lib_lport_inuse, compute_score,
 * __udp_is_mcast_sock, __udp4_lib_rcv].
 */
#include "ipv4/udp.h"		/* before the guard: they include this file */
#include "ipv4/devinet.h"
#include "ipv4/igmp_filter.h"
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
        (s == b || SameGroup(v.s[b], v.s[s]));
    // s gets the datagram: its own address is asked first, then any
    predicate Receiver(struct udp_table t, struct socks v, struct udp_flow f,
      integer s) =
      NoSocket(t, v, f, f.daddr) ? Chosen(t, v, f, 0, s)
                                 : Chosen(t, v, f, f.daddr, s);
    predicate NoReceiver(struct udp_table t, struct socks v,
      struct udp_flow f) =
      NoSocket(t, v, f, f.daddr) && NoSocket(t, v, f, 0); */

/*@ // a socket may be bound to it [Linux inet_addr_valid_or_nonlocal]
    predicate Bindable{L}(struct devices d, struct fib f, integer a) =
      a == 0 || a == 0xffffffff || IsMulticast(a) || IsLocalAddress(d, a) ||
      \exists integer i; AddrRoute(f, i, a) &&
        (f.r[i].type == RTN_LOCAL || f.r[i].type == RTN_BROADCAST); */

/*@ predicate IsListener(struct sock s, struct udp_flow f) =
      s.num == f.dport &&
      (s.rcv_saddr == 0 || s.rcv_saddr == f.daddr) &&
      (s.daddr == 0 || s.daddr == f.saddr) &&
      (s.dport == 0 || s.dport == f.sport) &&
      (s.bound_dev == ANY_DEVICE || s.bound_dev == f.dif) &&
      McAllows(s, f.daddr, f.saddr, f.dif);
    predicate NoListener(struct udp_table t, struct socks v,
      struct udp_flow f) = \forall integer s; Linked(t.hash, s) ==>
        !IsListener(v.s[s], f); */

/*@ // it has a port, or it is a socket that needs none
    predicate Bound(struct udp_table a, struct udp_table b, struct sock k,
      integer s) = k.type == SOCK_RAW || (k.protocol == 1 && k.num != 0) ||
      Linked(a.hash, s) || Linked(b.hash, s);
    // the table that a protocol looks in
    logic struct udp_table UdpTable(struct udp_table udp,
      struct udp_table udplite, integer lite) = lite == 0 ? udp : udplite;
    // the UDP length of the header at data; of UDP-Lite the coverage
    logic integer UdpLen(struct sk_buff s) = P16(s.pkt, s.data + UDP_LEN);
    // bytes that the checksum of the n bytes at o covers: what the length
    // field says; 0 and more than there are mean all [RFC 3828 3.1]
    logic integer Coverage(struct pkt p, integer o, integer n) =
      P16(p, o + UDP_LEN) == 0 || P16(p, o + UDP_LEN) > n
      ? n : P16(p, o + UDP_LEN);
    // 65535 where the checksum of the n bytes at o is right [RFC 768]; the
    // pseudo header's addresses and protocol stand in the IP header at nh
    logic integer UdpSum(struct pkt p, integer nh, integer o, integer n) =
      OcFold(Bsum(p, o, Coverage(p, o, n)) +
             PseudoSum(P32(p, nh + 12), P32(p, nh + 16), n, P8(p, nh + 9)));
    // the first check of the header that refuses it, or DROP_NONE
    logic integer UdpVerdict(struct sk_buff s) =
      s.tail - s.data < UDP_HLEN ? DROP_UDP_SHORT :
      UdpLen(s) > s.tail - s.data || UdpLen(s) < UDP_HLEN
      ? DROP_UDP_LENGTH :
      s.csum_valid == 0 && P16(s.pkt, s.data + UDP_CHECK) != 0 &&
      UdpLen(s) <= CHECKSUM_BREAK &&
      UdpSum(s.pkt, s.network_header, s.data, UdpLen(s)) != 65535
      ? DROP_UDP_BAD_CSUM : DROP_NONE;
    // the same for UDP-Lite: the checksum is a duty, and the length field says
    // what it covers; a partial one is verified later [RFC 3828 3.1]
    logic integer UdpLiteVerdict(struct sk_buff s) =
      s.tail - s.data < UDP_HLEN ? DROP_UDP_SHORT :
      UdpLen(s) > s.tail - s.data ? DROP_UDP_LENGTH :
      P16(s.pkt, s.data + UDP_CHECK) == 0 || 1 <= UdpLen(s) < UDP_HLEN
      ? DROP_UDP_BAD_CSUM :
      Coverage(s.pkt, s.data, SkbLen(s)) == SkbLen(s) &&
      s.csum_valid == 0 && SkbLen(s) <= CHECKSUM_BREAK &&
      UdpSum(s.pkt, s.network_header, s.data, SkbLen(s)) != 65535
      ? DROP_UDP_BAD_CSUM : DROP_NONE;
    // the refusal of the protocol's own checks
    logic integer UdpRefusal(struct sk_buff s, integer lite) =
      lite == 0 ? UdpVerdict(s) : UdpLiteVerdict(s);
    // a datagram with its header in front
    predicate UdpPulled(struct sk_buff s) = IpPulled(s) &&
      s.tail - s.data >= UDP_HLEN;
    // the flow of a datagram whose header is at data
    predicate FlowOf(struct sk_buff s, struct udp_flow f) =
      f.saddr == P32(s.pkt, s.network_header + 12) &&
      f.daddr == P32(s.pkt, s.network_header + 16) &&
      f.sport == P16(s.pkt, s.data + UDP_SPORT) &&
      f.dport == P16(s.pkt, s.data + UDP_DPORT) && f.dif == s.dev;
    predicate UdpShape(struct sk_buff s) = s.data + UDP_HLEN <= s.tail &&
      s.tail <= s.data + 65535 && s.network_header + 20 <= PKT_SIZE;
    // its checksum covers less than the socket asks for [RFC 3828 3.4]
    predicate CoversTooLittle(struct sock k, struct sk_buff s) =
      k.pcflag != 0 && Coverage(s.pkt, s.data, SkbLen(s)) < SkbLen(s) &&
      (k.pcrlen == 0 || Coverage(s.pkt, s.data, SkbLen(s)) < k.pcrlen);

    // a waiting datagram, data at its payload, is whole and its checksum good
    predicate UdpReadable(struct sk_buff s) =
      s.network_header + 20 <= s.transport_header &&
      s.transport_header + UDP_HLEN <= s.data &&
      s.tail - s.transport_header <= 65535 &&
      (s.csum_valid != 0 ||
       P16(s.pkt, s.transport_header + UDP_CHECK) == 0 ||
       UdpSum(s.pkt, s.network_header, s.transport_header,
              s.tail - s.transport_header) == 65535);
    // what a read tells of a waiting datagram: its payload's length, its sender
    predicate MsgOf(struct udp_msg m, struct sk_buff s) =
      m.len == SkbLen(s) && m.saddr == P32(s.pkt, s.network_header + 12) &&
      m.sport == P16(s.pkt, s.transport_header);
    // the first n bytes at `to`, outside the host, are the payload's
    predicate Payload{L}(uint8_t *to, integer n, struct sk_buff s) =
      \forall integer i; 0 <= i < n ==> to[i] == s.pkt.b[s.data + i];
    logic integer Least(integer a, integer b) = a < b ? a : b;
    // packet h is the oldest of queue q that can be read
    predicate FirstReadable(struct queues q0, struct skbs b, integer q,
      integer h) = InQueue(q0, q, h) && UdpReadable(b.s[h]) &&
      \forall integer g; InQueue(q0, q, g) && q0.rank[g] < q0.rank[h] ==>
        !UdpReadable(b.s[g]);
    predicate NoneReadable(struct queues q0, struct skbs b, integer q) =
      \forall integer g; InQueue(q0, q, g) ==> !UdpReadable(b.s[g]);
    // the queue lost packets that cannot be read, and those were freed
    predicate OnlyBadLeft(struct queues a, struct queues q0, struct skbs b,
      integer q) = \forall integer g; 0 <= g < POOL_SIZE ==>
        a.own[g] == q0.own[g] ||
        (InQueue(q0, q, g) && !UdpReadable(b.s[g]) && a.own[g] == OWN_FREE);

    // what waits already leaves no room for packet h
    predicate SockFull(struct queues q, struct socks v, struct skbs b,
      integer s, integer h) =
      (QueueBytes(q, QUEUE_SOCK + s) != 0 &&
       QueueBytes(q, QUEUE_SOCK + s) + b.s[h].truesize > v.s[s].rcvbuf) ||
      QueueWorn(q, QUEUE_SOCK + s, b.s[h].truesize); */

#endif
