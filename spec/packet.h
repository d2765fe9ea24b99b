/*
 * IPv4 and UDP headers in the bytes of a packet, and the classes of addresses.
 */
#ifndef SPEC_PACKET_H
#define SPEC_PACKET_H

#include "core/dropreason.h"
#include "core/skbuff.h"
#include "spec/bytes.h"

/*@ // bytes of the IPv4 header at offset o, as its IHL says [RFC 791 3.1]
    logic integer Ihl(struct pkt p, integer o) = p.b[o] % 16 * 4;
    predicate IsMulticast(integer a) = 0xe0000000 <= a <= 0xefffffff;
    predicate IsLoopback(integer a) = 0x7f000000 <= a <= 0x7fffffff;
    // a packet whose way is known: to a socket, to another host, or to an error
    predicate Routed(struct dst_entry d) = d.input == DST_LOCAL_DELIVER ||
      d.input == DST_FORWARD || (d.input == DST_ERROR && d.error < DROP_MAX);
    // a whole IPv4 header stands at network_header
    predicate IpHeader(struct sk_buff s) =
      Ihl(s.pkt, s.network_header) >= 20 &&
      s.network_header + Ihl(s.pkt, s.network_header) <= s.tail &&
      s.tail <= s.network_header + 65535;
    // ... and data is right behind it: what protocol handlers get
    predicate IpPulled(struct sk_buff s) = IpHeader(s) &&
      s.data == s.network_header + Ihl(s.pkt, s.network_header) &&
      s.transport_header == s.data; */

#endif
