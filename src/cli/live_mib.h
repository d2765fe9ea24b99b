/*
 * live_mib: the counters of a network namespace, from /proc/net/snmp and
 * /proc/net/netstat, under the core's numbers.
 */
#ifndef CLI_LIVE_MIB_H
#define CLI_LIVE_MIB_H

#include "cli/text.h"
#include "core/snmp.h"

enum {
	LIVE_MIB_FILES = 2,
	LIVE_MIB_GROUPS = 16,	/* "Ip:", "Icmp:", ... in a file */
	LIVE_MIB_COLUMNS = 512,
	LIVE_MIB_BYTES = 1 << 15
};

/* The line of names of a group, and which counter each column is. */
struct live_mib_group {
	uint32_t size;		/* of its line of names; 0: not read yet */
	char names[LIVE_MIB_BYTES / 4];
	uint32_t columns;
	uint32_t counter[LIVE_MIB_COLUMNS];	/* MIB_MAX: none of ours */
};

struct live_mib {
	int fd[LIVE_MIB_FILES];
	struct live_mib_group group[LIVE_MIB_FILES][LIVE_MIB_GROUPS];
	char bytes[LIVE_MIB_BYTES];
};

/* Opens the files of the namespace we are in; false: errno. */
bool live_mib_open(struct live_mib *m);
void live_mib_close(struct live_mib *m);

/* What the counters are now; false: they cannot be read. */
bool live_mib_read(struct live_mib *m, struct mib *to);

#endif
