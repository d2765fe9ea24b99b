/*
 * The counters of /proc/net/snmp and /proc/net/netstat, by Linux's names and
 * in Linux's order, with one function to raise them.
 */
#ifndef CORE_SNMP_H
#define CORE_SNMP_H

#include <stdint.h>

/* X(group, name), in the order that /proc prints them [Linux 6.18]. */
#define MIB_COUNTERS(X)                                                        \
	X(Ip, InReceives) X(Ip, InHdrErrors) X(Ip, InAddrErrors)               \
	X(Ip, ForwDatagrams) X(Ip, InUnknownProtos) X(Ip, InDiscards)          \
	X(Ip, InDelivers) X(Ip, OutRequests) X(Ip, OutDiscards)                \
	X(Ip, OutNoRoutes) X(Ip, ReasmTimeout) X(Ip, ReasmReqds)               \
	X(Ip, ReasmOKs) X(Ip, ReasmFails) X(Ip, FragOKs) X(Ip, FragFails)      \
	X(Ip, FragCreates) X(Ip, OutTransmits)                                 \
	X(Icmp, InMsgs) X(Icmp, InErrors) X(Icmp, InCsumErrors)                \
	X(Icmp, InDestUnreachs) X(Icmp, InTimeExcds) X(Icmp, InParmProbs)      \
	X(Icmp, InSrcQuenchs) X(Icmp, InRedirects) X(Icmp, InEchos)            \
	X(Icmp, InEchoReps) X(Icmp, InTimestamps) X(Icmp, InTimestampReps)     \
	X(Icmp, InAddrMasks) X(Icmp, InAddrMaskReps) X(Icmp, OutMsgs)          \
	X(Icmp, OutErrors) X(Icmp, OutRateLimitGlobal)                         \
	X(Icmp, OutRateLimitHost) X(Icmp, OutDestUnreachs)                     \
	X(Icmp, OutTimeExcds) X(Icmp, OutParmProbs) X(Icmp, OutSrcQuenchs)     \
	X(Icmp, OutRedirects) X(Icmp, OutEchos) X(Icmp, OutEchoReps)           \
	X(Icmp, OutTimestamps) X(Icmp, OutTimestampReps)                       \
	X(Icmp, OutAddrMasks) X(Icmp, OutAddrMaskReps)                         \
	X(Udp, InDatagrams) X(Udp, NoPorts) X(Udp, InErrors)                   \
	X(Udp, OutDatagrams) X(Udp, RcvbufErrors) X(Udp, SndbufErrors)         \
	X(Udp, InCsumErrors) X(Udp, IgnoredMulti) X(Udp, MemErrors)            \
	X(UdpLite, InDatagrams) X(UdpLite, NoPorts) X(UdpLite, InErrors)       \
	X(UdpLite, OutDatagrams) X(UdpLite, RcvbufErrors)                      \
	X(UdpLite, SndbufErrors) X(UdpLite, InCsumErrors)                      \
	X(UdpLite, IgnoredMulti) X(UdpLite, MemErrors)                         \
	X(TcpExt, IPReversePathFilter)                                         \
	X(IpExt, InNoRoutes) X(IpExt, InTruncatedPkts) X(IpExt, InMcastPkts)   \
	X(IpExt, OutMcastPkts) X(IpExt, InBcastPkts) X(IpExt, OutBcastPkts)    \
	X(IpExt, InOctets) X(IpExt, OutOctets) X(IpExt, InMcastOctets)         \
	X(IpExt, OutMcastOctets) X(IpExt, InBcastOctets)                       \
	X(IpExt, OutBcastOctets) X(IpExt, InCsumErrors) X(IpExt, InNoECTPkts)  \
	X(IpExt, InECT1Pkts) X(IpExt, InECT0Pkts) X(IpExt, InCEPkts)           \
	X(IpExt, ReasmOverlaps) X(TcpExt, ArpFilter)

#define MIB_ENUM(group, name) MIB_##group##_##name,
enum mib_counter {
	MIB_COUNTERS(MIB_ENUM)
	MIB_IcmpMsg_InType0,				/* + type 0..255 */
	MIB_IcmpMsg_OutType0 = MIB_IcmpMsg_InType0 + 256, /* + type 0..255 */
	MIB_MAX = MIB_IcmpMsg_OutType0 + 256
};

/* The counters of one host; they saturate at 2^64 - 1. */
struct mib {
	uint64_t v[MIB_MAX];
};

/*@ logic integer Saturate(integer n) =
      n > 0xffffffffffffffff ? 0xffffffffffffffff : n;
    // b is a with counter i raised by n and all others as they were
    predicate Counted(struct mib a, struct mib b, integer i, integer n) =
      0 <= i < MIB_MAX && b.v[i] == Saturate(a.v[i] + n) &&
      (\forall integer j; 0 <= j < MIB_MAX && j != i ==> b.v[j] == a.v[j]); */

/*@ requires \valid(m);
    terminates \true; exits \false;
    assigns m->v[0 .. MIB_MAX - 1];
    ensures \forall integer i; 0 <= i < MIB_MAX ==> m->v[i] == 0; */
void mib_init(struct mib *m);

/*@ requires \valid(m) && i < MIB_MAX;
    terminates \true; exits \false;
    assigns m->v[i];
    ensures Counted(\old(*m), *m, i, n); */
void mib_add(struct mib *m, uint32_t i, uint32_t n);

/*@ requires \valid(m) && i < MIB_MAX;
    terminates \true; exits \false;
    assigns m->v[i];
    ensures Counted(\old(*m), *m, i, 1); */
void mib_inc(struct mib *m, uint32_t i);

#endif
