/*
 * skb_vlan_untag, any rest of a frame: in bounds, and what it reads.
 *
 * bmc-contract: skb_vlan_untag
 * bmc-set: lib/bytes.h: PKT_SIZE = 65664 -> PKT_SIZE = 1664
 * bmc-bug: core/eth.c: < VLAN_HLEN + 2) -> < VLAN_HLEN - 2)
 */
#include "core/eth.h"
#include "proofs/cbmc/bmc.h"

#define WORD(s, i) ((uint32_t)(s)->pkt.b[(s)->data + (i) - 4] << 8 | \
	(s)->pkt.b[(s)->data + (i) - 3])

bool skb_vlan_untag(struct sk_buff *skb, uint32_t *vid)
__CPROVER_requires(__CPROVER_is_fresh(skb, sizeof(*skb)))
__CPROVER_requires(__CPROVER_is_fresh(vid, sizeof(*vid)))
__CPROVER_requires(SKB_OK(skb) && (skb->data == 14 || skb->data == 18 ||
	skb->data == 22))
__CPROVER_assigns(skb->data, skb->protocol, *vid)
__CPROVER_ensures(SKB_OK(skb))
__CPROVER_ensures(__CPROVER_return_value ==
	(skb->tail - __CPROVER_old(skb->data) >= 6))
__CPROVER_ensures(skb->data == __CPROVER_old(skb->data) +
	(__CPROVER_return_value ? 4 : 0))
__CPROVER_ensures(!__CPROVER_return_value ||
	(*vid == (WORD(skb, 0) & 0xfff) &&
	 skb->protocol == (WORD(skb, 2) >= 0x600 ? WORD(skb, 2) :
		WORD(skb, 4) == 0xffff ? 1 : 4)));

#include "core/skbuff.c"
#include "lib/bytes.c"
#include "core/eth.c"

void harness(void)
{
	struct sk_buff *skb;
	uint32_t *vid;
	bool done = skb_vlan_untag(skb, vid);

	REACHED(!done, "too short");
	REACHED(done && *vid == 0 && skb->protocol == 0x8100, "a second tag");
}
