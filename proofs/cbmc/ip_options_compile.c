/*
 * ip_options_compile, any header: in bounds, it ends, and what it notes lies
 * within the header.  The walk is checked by a loop contract: any number of
 * options, one turn at a time.
 *
 * bmc-contract: ip_options_compile
 * bmc-set: lib/bytes.h: PKT_SIZE = 65664 -> PKT_SIZE = 1664
 * bmc-set: ipv4/ip_options.c: IPOPT_END) { -> IPOPT_END) OPTIONS_LOOP {
 * bmc-loops: yes
 * bmc-unwind: 9
 * bmc-bug: ipv4/ip_options.c: > end - o) -> > end + 1 - o)
 */
#include "ipv4/ip_options.h"
#include "proofs/cbmc/bmc.h"

#define HEADER(s) ((s)->pkt.b[(s)->network_header] % 16u * 4u)

/* Absent, or at least `least` bytes from its place to the header's end. */
#define NOTED(s, field, least) ((s)->opt.field == 0 || \
	((s)->opt.field >= 20 && (s)->opt.field <= HEADER(s) - (least)))

#define ALL_NOTED(s) (NOTED(s, srr, 3) && NOTED(s, rr, 3) && \
	NOTED(s, ts, 4) && NOTED(s, router_alert, 4))

#define OPTIONS_LOOP \
	__CPROVER_assigns(o, fault, skb->opt.srr, skb->opt.rr, skb->opt.ts, \
		skb->opt.router_alert, skb->opt.cipso, \
		skb->opt.is_strictroute) \
	__CPROVER_loop_invariant(20 <= o && o <= end && end == HEADER(skb) && \
		ALL_NOTED(skb)) \
	__CPROVER_decreases(end - o)

uint32_t ip_options_compile(struct sk_buff *skb)
__CPROVER_requires(__CPROVER_is_fresh(skb, sizeof(*skb)))
__CPROVER_requires(SKB_OK(skb) && skb->network_header == 14)
__CPROVER_requires(HEADER(skb) >= 20 &&
	skb->network_header + HEADER(skb) <= skb->tail)
__CPROVER_assigns(skb->opt)
__CPROVER_ensures(__CPROVER_return_value == 0 ||
	(__CPROVER_return_value >= 20 &&
	 __CPROVER_return_value < HEADER(skb) + 4))
__CPROVER_ensures(skb->opt.optlen == HEADER(skb) - 20)
__CPROVER_ensures(ALL_NOTED(skb));

#include "core/skbuff.c"
#include "lib/bytes.c"
#include "ipv4/ip_options.c"

void harness(void)
{
	struct sk_buff *skb;
	uint32_t fault = ip_options_compile(skb);

	REACHED(fault == 0 && skb->opt.ts > 50, "a late timestamp");
	REACHED(fault == 0 && skb->opt.rr && skb->opt.srr && skb->opt.ts,
		"three options");
	REACHED(fault == 59, "the last byte is at fault");
}
