/*
 * How many ICMP errors this host may send: of all together, and to each peer
 * [Linux icmp_global_allow, inet_peer_xrlim_allow, ip_error].
 */
#ifndef IPV4_ICMP_LIMIT_H
#define IPV4_ICMP_LIMIT_H

#include <stdbool.h>
#include <stdint.h>
#include "lib/time.h"

enum { NPEER = 1024 };	/* peers remembered; more push out the oldest */

/* A peer that errors were sent to [Linux struct inet_peer]. */
struct inet_peer {
	uint32_t addr;		/* host byte order */
	uint32_t vif;		/* device of redirects; 0: of errors */
	uint32_t n_redirects;	/* sent in a row */
	uint64_t rate_tokens;	/* nanoseconds */
	ktime_t rate_last;	/* when tokens were counted */
	ktime_t used;		/* when it was last asked for */
};

struct icmp_limit {
	uint32_t n;		/* peers in use */
	struct inet_peer peer[NPEER];
	uint64_t credit;	/* messages to all that may go out at once */
	ktime_t stamp;		/* when credit was counted */
};

/*@ predicate LimitOk(struct icmp_limit l) = l.n <= NPEER; */

/* Nothing was sent yet. */
/*@ requires \valid(l);
    terminates \true; exits \false;
    assigns l->n, l->credit, l->stamp;
    ensures LimitOk(*l); */
void icmp_limit_init(struct icmp_limit *l);

#endif
