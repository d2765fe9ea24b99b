/*
 * eth_type_trans, any frame of 14 to 1514 bytes and any address of ours.
 *
 * bmc-contract: eth_type_trans
 * bmc-set: lib/bytes.h: PKT_SIZE = 65664 -> PKT_SIZE = 1664
 * bmc-bug: core/eth.c: dest / 1099511627776u % 2u -> dest / 549755813888u % 2u
 */
#include "core/eth.h"
#include "proofs/cbmc/bmc.h"

#define BYTE(s, i) ((uint64_t)(s)->pkt.b[(s)->mac_header + (i)])
#define DEST(s) (BYTE(s, 0) << 40 | BYTE(s, 1) << 32 | BYTE(s, 2) << 24 | \
	BYTE(s, 3) << 16 | BYTE(s, 4) << 8 | BYTE(s, 5))
#define TYPE(s) (BYTE(s, 12) << 8 | BYTE(s, 13))
#define RAW(s) ((s)->tail - (s)->data >= 2 && BYTE(s, 14) == 0xff && \
	BYTE(s, 15) == 0xff)

void eth_type_trans(struct sk_buff *skb, mac_t mac)
__CPROVER_requires(__CPROVER_is_fresh(skb, sizeof(*skb)))
__CPROVER_requires(SKB_OK(skb) && skb->data == 0 && skb->tail >= 14)
__CPROVER_assigns(skb->data, skb->mac_header, skb->protocol, skb->pkt_type)
__CPROVER_ensures(SKB_OK(skb) && skb->data == 14 && skb->mac_header == 0)
__CPROVER_ensures(skb->pkt_type == (DEST(skb) == 0xffffffffffff ?
	PACKET_BROADCAST : (BYTE(skb, 0) & 1) ? PACKET_MULTICAST :
	DEST(skb) == mac ? PACKET_HOST : PACKET_OTHERHOST))
__CPROVER_ensures(skb->protocol == (TYPE(skb) >= 0x600 ? TYPE(skb) :
	RAW(skb) ? 1 : 4));

#include "core/skbuff.c"
#include "lib/bytes.c"
#include "core/eth.c"

void harness(void)
{
	struct sk_buff *skb;

	eth_type_trans(skb, nondet_u64());
	REACHED(skb->pkt_type == PACKET_HOST && skb->protocol == 0x800,
		"an IPv4 frame for us");
	REACHED(skb->protocol == 1, "raw 802.3");
	REACHED(skb->tail == skb->data, "nothing behind the header");
}
