/*
 * host_facts: what of a host file a comparison has to know.
 */
#ifndef CLI_HOST_FACTS_H
#define CLI_HOST_FACTS_H

#include "cli/host_words.h"

enum { GROUP_MEMBERS = 64, GROUP_KEY = 96, OWN_MAX = 256 };

struct host_facts {
	/*
	 * Sockets with SO_REUSEPORT and the same address, port, device: Linux
	 * chooses among them by a hash with a secret, so any member is right.
	 */
	uint32_t n;
	struct reuseport_member {
		char name[GROUP_KEY], key[GROUP_KEY];
	} member[GROUP_MEMBERS];
	uint32_t raws;		/* raw sockets: they read the IP header too */
	char raw[GROUP_MEMBERS][GROUP_KEY];
	uint32_t owns;
	uint32_t own[OWN_MAX];	/* its addresses, and 0 */
};

void host_facts_read(struct host_facts *g,
	const struct host_text *text);
/* The name of the socket, or that of the first member of its group. */
const char *reuseport_name(const struct host_facts *g, const char *name);

bool is_raw_socket(const struct host_facts *g, const char *name);
bool is_own_address(const struct host_facts *g, uint32_t address);

#endif
