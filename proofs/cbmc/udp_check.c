/*
 * udp_check, any datagram in a frame of up to 1514 bytes: in bounds, the sum
 * is taken over bytes of the packet alone, and the verdict of Linux's order.
 *
 * bmc-contract: udp_check
 * bmc-replace: csum_partial csum_tcpudp_nofold
 * bmc-set: lib/bytes.h: PKT_SIZE = 65664 -> PKT_SIZE = 1664
 * bmc-bug: ipv4/udp_csum.c: if (ulen > len || -> if (
 */
#include "ipv4/udp_csum.h"
#include "lib/checksum.h"
#include "proofs/cbmc/bmc.h"

uint64_t csum_said;
uint32_t datagram_end;	/* tail of the packet: nothing behind it is summed */

uint64_t csum_partial(const struct pkt *p, uint32_t o, uint32_t n,
	uint64_t sum)
__CPROVER_requires(__CPROVER_r_ok(p, sizeof(*p)))
__CPROVER_requires(n <= 65535 && o <= PKT_SIZE - n && sum <= 0xffffffffff)
__CPROVER_requires(o + n <= datagram_end)
__CPROVER_ensures(__CPROVER_return_value == csum_said)
__CPROVER_assigns();

uint64_t csum_tcpudp_nofold(uint32_t saddr, uint32_t daddr, uint32_t len,
	uint8_t proto, uint64_t sum)
__CPROVER_requires(len <= 65535 && sum <= 0xffffffff)
__CPROVER_ensures(__CPROVER_return_value <= 0xffffffff + 327930ull)
__CPROVER_assigns();

/* linux-path 15, rows 1 to 3 and 7 */
static uint32_t verdict(const struct sk_buff *s)
{
	uint32_t have = s->tail - s->data, length, sum;

	if (have < 8)
		return DROP_UDP_SHORT;
	length = (uint32_t)s->pkt.b[s->data + 4] << 8 | s->pkt.b[s->data + 5];
	sum = (uint32_t)s->pkt.b[s->data + 6] << 8 | s->pkt.b[s->data + 7];
	if (length > have || length < 8)
		return DROP_UDP_LENGTH;
	return sum && length <= 76 && !s->csum_valid && csum_said != 65535 ?
		DROP_UDP_BAD_CSUM : DROP_NONE;
}

uint32_t wanted;

uint32_t udp_check(const struct sk_buff *skb)
__CPROVER_requires(__CPROVER_is_fresh(skb, sizeof(*skb)))
__CPROVER_requires(SKB_OK(skb) && skb->network_header == 14)
__CPROVER_requires(skb->data == 34 || skb->data == 38 || skb->data == 74)
__CPROVER_requires(datagram_end == skb->tail && wanted == verdict(skb))
__CPROVER_assigns()
__CPROVER_ensures(__CPROVER_return_value == wanted);

#include "core/skbuff.c"
#include "lib/bytes.c"
#include "ipv4/udp_csum.c"

void harness(void)
{
	struct sk_buff *skb;
	uint32_t site;

	csum_said = nondet_u16();
	datagram_end = nondet_u32();
	wanted = nondet_u32();
	site = udp_check(skb);
	REACHED(site == DROP_NONE, "accepted");
	REACHED(site == DROP_UDP_BAD_CSUM, "last refusal");
}
