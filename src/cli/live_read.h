/*
 * live_read: everybody reads, as outcome.h tells it: the sockets until nothing
 * is left, and what the taps were given to send.
 */
#ifndef CLI_LIVE_READ_H
#define CLI_LIVE_READ_H

#include "cli/live_host.h"
#include "cli/outcome.h"

/*
 * Reads each socket but those that nobody reads, of which it tells whether
 * something more waits there: `len` is then that of the frame's payload.
 */
void live_read_sockets(struct outcome *o, struct live_host *h, uint32_t len);

/*
 * Takes what the devices sent; how many of these frames are IGMP of our own,
 * which comes when its timers will and is no answer to anybody.
 */
uint32_t live_read_taps(struct outcome *o, struct live_host *h);

/* Empties what nobody reads. */
void live_read_away(struct live_host *h);

/* What waits now is no news. */
void live_read_begin(struct live_host *h);

#endif
