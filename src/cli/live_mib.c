/* live_mib: see the header. */
#include "cli/live_mib.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/names.h"

bool live_mib_open(struct live_mib *m)
{
	memset(m, 0, sizeof(*m));
	m->fd[0] = open("/proc/thread-self/net/snmp", O_RDONLY | O_CLOEXEC);
	m->fd[1] = open("/proc/thread-self/net/netstat", O_RDONLY | O_CLOEXEC);
	return m->fd[0] >= 0 && m->fd[1] >= 0;
}

void live_mib_close(struct live_mib *m)
{
	int i;

	for (i = 0; i < LIVE_MIB_FILES; i++)
		if (m->fd[i] >= 0)
			close(m->fd[i]);
}

/* Is key, `"Ip.InReceives":`, the name of that group's column? */
static bool is_key(struct name key, const char *group, size_t group_size,
	const char *column, size_t size)
{
	const char *at = key.text + 1;

	return key.size == group_size + size + 4 &&
	       memcmp(at, group, group_size) == 0 && at[group_size] == '.' &&
	       memcmp(at + group_size + 1, column, size) == 0;
}

/* IcmpMsg's columns carry their type: InType3, OutType0. */
static uint32_t icmp_type(const char *column)
{
	bool in = strncmp(column, "InType", 6) == 0;
	unsigned long type = strtoul(column + (in ? 6 : 7), NULL, 10);

	if (type > UINT8_MAX)
		return MIB_MAX;
	return (in ? MIB_IcmpMsg_InType0 : MIB_IcmpMsg_OutType0) +
	       (uint32_t)type;
}

static uint32_t counter(const char *group, size_t group_size,
	const char *column, size_t size)
{
	uint32_t i;

	if (group_size == 7 && memcmp(group, "IcmpMsg", 7) == 0)
		return icmp_type(column);
	for (i = 0; i < MIB_IcmpMsg_InType0; i++)
		if (is_key(mib_key(i), group, group_size, column, size))
			return i;
	return MIB_MAX;
}

/* Learns a line of names: "Ip: Forwarding DefaultTTL ..." */
static void learn(struct live_mib_group *g, const char *line, size_t size)
{
	size_t group_size = strcspn(line, ":");
	const char *at = line + group_size + 1;

	g->size = (uint32_t)size;
	memcpy(g->names, line, size);
	g->columns = 0;
	while (at < line + size && g->columns < LIVE_MIB_COLUMNS) {
		size_t width;

		at += *at == ' ';
		width = strcspn(at, " \n");
		g->counter[g->columns++] =
			counter(line, group_size, at, width);
		at += width;
	}
}

static void read_values(const struct live_mib_group *g, const char *line,
	struct mib *to)
{
	const char *at = line + strcspn(line, ":") + 1;
	uint32_t i;

	for (i = 0; i < g->columns; i++) {
		char *end;
		uint64_t v = strtoull(at, &end, 10);

		if (g->counter[i] < MIB_MAX)
			to->v[g->counter[i]] = v;
		at = end;
	}
}

/* Two lines a group: its names, which seldom change, and its values. */
static void read_groups(struct live_mib *m, int file, struct mib *to)
{
	const char *names = m->bytes;
	uint32_t i;

	for (i = 0; i < LIVE_MIB_GROUPS && *names; i++) {
		struct live_mib_group *g = &m->group[file][i];
		const char *values = strchr(names, '\n');
		size_t size = values ? (size_t)(values - names) : 0;

		if (!values || size > sizeof(g->names))
			return;
		if (size != g->size || memcmp(names, g->names, size) != 0)
			learn(g, names, size);
		read_values(g, ++values, to);
		names = strchr(values, '\n');
		if (!names)
			return;
		names++;
	}
}

bool live_mib_read(struct live_mib *m, struct mib *to)
{
	int file;

	memset(to, 0, sizeof(*to));
	for (file = 0; file < LIVE_MIB_FILES; file++) {
		ssize_t n = pread(m->fd[file], m->bytes, LIVE_MIB_BYTES - 1,
			0);

		if (n <= 0)
			return false;
		m->bytes[n] = '\0';
		read_groups(m, file, to);
	}
	return true;
}
