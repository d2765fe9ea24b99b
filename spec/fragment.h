/*
 * Fragments in reassembly, as predicates over their value.
 *
 * What is there of a datagram is what its runs cover; a fragment is its place
 * in that datagram, as its header says [RFC 791 3.2].
 */
#include "ipv4/inet_frag.h" /* before the guard: it includes this file */

#ifndef SPEC_FRAGMENT_H
#define SPEC_FRAGMENT_H

#include "spec/packet.h"

/*@ // runs are not empty, in order, and do not overlap
    predicate RunsOk(struct runs r) = r.n <= NRUN &&
      (\forall integer i; 0 <= i < r.n ==>
        r.at[i].start < r.at[i].end <= 0x20000) &&
      (\forall integer i, j; 0 <= i < j < r.n ==>
        r.at[i].end <= r.at[j].start);
    // byte k of the payload is there
    predicate Covered(struct runs r, integer k) =
      \exists integer i; 0 <= i < r.n && r.at[i].start <= k < r.at[i].end;
    // r is r0 and the bytes a .. b - 1, of which r0 had none
    predicate RunsGrew(struct runs r, struct runs r0, integer a, integer b) =
      (\forall integer k; Covered(r, k) <==> Covered(r0, k) || a <= k < b) &&
      (\forall integer k; a <= k < b ==> !Covered(r0, k));

    // the first fragment's header ends at FRAG_BASE
    predicate HeaderKept(struct ipq q) = 20 <= q.hdrlen <= 60 &&
      Ihl(q.buf, FRAG_BASE - q.hdrlen) == q.hdrlen;
    predicate IpqOk(struct ipq q) = RunsOk(q.runs) && q.used <= 1 &&
      q.first_in <= 1 && q.last_in <= 1 && q.len <= 0x20000 && q.iif < NDEV &&
      (q.first_in == 1 ==> HeaderKept(q) && q.hdrlen + q.head_len <= 65535);
    predicate FragsOk(struct frags f) =
      (\forall integer i; 0 <= i < NIPQ ==> IpqOk(f.q[i])) &&
      (\forall integer i; 0 <= i < NIPQ && f.q[i].used == 1 ==>
        f.next <= f.q[i].expires);
    predicate IpqIs(struct ipq q, struct ipq_key k) =
      q.used == 1 && q.key == k;
    // nothing is due at that time
    predicate FragsQuiet(struct frags f, integer now) =
      \forall integer i; 0 <= i < NIPQ && f.q[i].used == 1 ==>
        f.q[i].expires > now;

    // what the first n queues hold, as Linux charges it
    logic integer IpqMem(struct ipq q) =
      q.used == 1 ? q.truesize + IPQ_TRUESIZE : 0;
    logic integer FragsMem(struct frags f, integer n) =
      n <= 0 ? 0 : FragsMem(f, n - 1) + IpqMem(f.q[n - 1]);
    // q is q0 after one more fragment of saddr
    predicate IpqPassed(struct ipq q, struct ipq q0, integer saddr) =
      q.used == q0.used && q.key == q0.key && q.expires == q0.expires &&
      q.runs == q0.runs && q.dist ==
        (q0.used == 1 && q0.key.saddr == saddr && q0.dist < 0xffffffff
         ? q0.dist + 1 : q0.dist);

    predicate IpqKeyOf(struct ipq_key k, struct sk_buff s) =
      k.saddr == P32(s.pkt, s.network_header + 12) &&
      k.daddr == P32(s.pkt, s.network_header + 16) &&
      k.id == P16(s.pkt, s.network_header + 4) &&
      k.protocol == s.pkt.b[s.network_header + 9];

    // every byte of the datagram is there
    predicate Whole(struct ipq q) = q.first_in == 1 && q.last_in == 1 &&
      (\forall integer k; 0 <= k < q.len ==> Covered(q.runs, k));
    // Not-ECT together with another mark [RFC 3168 5.3]
    predicate EcnMixed(struct ipq q) = q.ecn[0] != 0 &&
      (q.ecn[1] != 0 || q.ecn[2] != 0 || q.ecn[3] != 0);

    // the place of a fragment whose header stands at data; one that is not
    // the last is cut to a multiple of 8
    logic integer FragField(struct sk_buff s) = P16(s.pkt, s.data + 6);
    logic integer FragOffset(struct sk_buff s) = FragField(s) % 8192 * 8;
    logic integer FragMore(struct sk_buff s) = FragField(s) / 8192 % 2;
    logic integer FragPayload(struct sk_buff s) =
      SkbLen(s) - Ihl(s.pkt, s.data);
    logic integer FragEnd(struct sk_buff s) = FragOffset(s) +
      (FragMore(s) == 1 ? FragPayload(s) / 8 * 8 : FragPayload(s));
    predicate FragIs(struct frag f, struct sk_buff s) =
      f.hlen == Ihl(s.pkt, s.data) && f.offset == FragOffset(s) &&
      f.end == FragEnd(s) && f.more == FragMore(s) &&
      f.df == FragField(s) / 16384 % 2;
    predicate FragOk(struct frag f) = 20 <= f.hlen <= 60 &&
      f.offset <= f.end && f.offset <= 65528 && f.end <= 0x1ffff;
    // the length that f tells disagrees with what q knows, or f is empty
    predicate FragBad(struct frag f, struct ipq q) = f.end == f.offset ||
      (f.more == 0 && (f.end < q.len || (q.last_in == 1 && f.end != q.len))) ||
      (f.more != 0 && q.last_in == 1 && f.end > q.len);

    // what the first fragment's TOS becomes: CE if any had it
    logic integer ReasmTos(struct ipq q, integer tos) =
      q.ecn[3] != 0 ? tos / 4 * 4 + 3 : tos;
    // the header of s is the first fragment's, made that of the whole
    predicate ReasmFields(struct sk_buff s, struct ipq q) =
      s.network_header == s.data && SkbLen(s) == q.hdrlen + q.len &&
      P16(s.pkt, s.data + 2) == SkbLen(s) &&
      P16(s.pkt, s.data + 6) == (q.max_df_size == q.max_size ? 0x4000 : 0) &&
      s.pkt.b[s.data + 1] ==
        ReasmTos(q, q.buf.b[FRAG_BASE - q.hdrlen + 1]);
    predicate ReasmHeader(struct sk_buff s, struct ipq q) =
      \forall integer k; 0 <= k < q.hdrlen && k != 1 && k != 2 && k != 3 &&
        k != 6 && k != 7 && k != 10 && k != 11 ==>
        s.pkt.b[s.data + k] == q.buf.b[FRAG_BASE - q.hdrlen + k];
    predicate ReasmPayload(struct sk_buff s, struct ipq q) =
      \forall integer k; 0 <= k < q.len ==>
        s.pkt.b[s.data + q.hdrlen + k] == q.buf.b[FRAG_BASE + k]; */

#endif
