/*
 * `dev NAME type T [address MAC] [mtu N]` and `ip link set`: the devices of a
 * host file.
 */
#include <string.h>

#include "cli/host_line.h"
#include "ipv4/fib_semantics.h"

enum { GROUP_SHIFT = 40 };	/* the group bit of an address's first byte */

/* MTUs that the drivers take [Linux drivers/net: *->min_mtu, max_mtu]. */
static const struct device_kind {
	const char *name;
	uint32_t type;
	uint32_t least, most;
} kinds[] = {
	{ "rtl8139", DEV_TYPE_RTL8139, 68, 1770 },
	{ "e1000", DEV_TYPE_E1000, 68, 16110 },
	{ "veth", DEV_TYPE_VETH, 68, 65535 },
	{ "tap", DEV_TYPE_TAP, 68, 65521 },
	{ "lo", DEV_TYPE_LOOPBACK, 68, 65536 },
	{ NULL, 0, 0, 0 }
};

enum { KIND_LO = 4 };

struct device_line {
	const struct device_kind *kind;
	const char *mac, *mtu;
};

static bool read_type(struct host_line *line, void *to)
{
	struct device_line *d = to;
	const char *word;
	int i;

	if (!line_want(line, "rtl8139, e1000, veth or tap", &word))
		return false;
	for (i = 0; i < KIND_LO; i++)
		if (strcmp(word, kinds[i].name) == 0)
			d->kind = &kinds[i];
	return d->kind || line_fail(line, "`%.64s` is no type of device "
		"(expected rtl8139, e1000, veth or tap); correct it", word);
}

static bool read_mac(struct host_line *line, void *to)
{
	return line_want(line, "an Ethernet address",
		&((struct device_line *)to)->mac);
}

static bool read_mtu(struct host_line *line, void *to)
{
	return line_want(line, "an MTU", &((struct device_line *)to)->mtu);
}

static const struct keyword dev_words[] = {
	{ "type", read_type, false },
	{ "address", read_mac, false },
	{ "mtu", read_mtu, false },
	{ NULL, NULL, false }
};

static bool check_name(struct host_line *line, const char *name)
{
	static const char *const taken[] = { "all", "default", ".", ".." };
	size_t i;

	if (!word_name(line, name, IFNAMSIZ))
		return false;
	for (i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (strcmp(name, taken[i]) == 0)
			return line_fail(line, "`%s` cannot name a device; "
				"choose another", name);
	if (strchr(name, ':'))
		return line_fail(line, "`%s` cannot name a device: Linux takes "
			"no colon; choose another", name);
	if (host_device(line->host, name) == NDEV)
		return true;
	return line_fail(line, "there is a device `%s` already (expected a new "
		"name); choose another", name);
}

static bool check_mac(struct host_line *line, const char *word, mac_t *mac)
{
	if (!word_mac(line, word, mac))
		return false;
	if (*mac == 0 || *mac >> GROUP_SHIFT & 1)
		return line_fail(line, "`%s` is no device's own address "
			"(expected an even first byte, not all 0); correct it",
			word);
	return true;
}

static bool check_mtu(struct host_line *line, const char *word,
	const struct device_kind *kind, uint32_t *mtu)
{
	return word_number(line, word, "MTU of that type of device",
		kind->least, kind->most, mtu);
}

bool read_dev(struct host_line *line)
{
	struct device_line d = { NULL, NULL, NULL };
	mac_t mac = 0x52540000000bu + line->host->net->dev.n - 1;
	uint32_t mtu = ETH_DATA_LEN;
	const char *name;

	if (!line_want(line, "a name as in eth0", &name) ||
	    !check_name(line, name) || !line_keywords(line, dev_words, &d))
		return false;
	if (!d.kind)
		return line_fail(line, "the device has no type (expected type "
			"rtl8139, e1000, veth or tap); add `type tap`");
	if (d.mac && !check_mac(line, d.mac, &mac))
		return false;
	if (d.mtu && !check_mtu(line, d.mtu, d.kind, &mtu))
		return false;
	if (host_add_device(line->host, name, d.kind->type, mac, mtu) == NDEV)
		return line_fail(line, "there are %d devices already, with lo "
			"(more do not fit); take one out", NDEV);
	return true;
}

/* ip link set DEV up|down|mtu N */
struct link_line {
	uint32_t dev;
	const char *mtu;
	const char *state;		/* NULL: it stays as it is */
};

static bool read_up(struct host_line *line, void *to)
{
	(void)line;
	((struct link_line *)to)->state = "up";
	return true;
}

static bool read_down(struct host_line *line, void *to)
{
	(void)line;
	((struct link_line *)to)->state = "down";
	return true;
}

static bool read_link_mtu(struct host_line *line, void *to)
{
	return line_want(line, "an MTU", &((struct link_line *)to)->mtu);
}

static bool read_link_dev(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &((struct link_line *)to)->dev);
}

static const struct keyword link_words[] = {
	{ "up", read_up, false },
	{ "mtu", read_link_mtu, false },
	{ "dev", read_link_dev, false },
	{ "down", read_down, false },
	{ "address", NULL, false },
	{ "name", NULL, false },
	{ "master", NULL, false },
	{ "nomaster", NULL, false },
	{ "netns", NULL, false },
	{ "promisc", NULL, false },
	{ "multicast", NULL, false },
	{ "allmulticast", NULL, false },
	{ "arp", NULL, false },
	{ "txqueuelen", NULL, false },
	{ NULL, NULL, false }
};

static bool link_device(struct host_line *line, const char *word, void *to,
	bool *taken)
{
	struct link_line *l = to;

	*taken = l->dev == NDEV;
	return !*taken || word_device(line, word, &l->dev);
}

bool read_ip_link(struct host_line *line)
{
	struct link_line l = { NDEV, NULL, NULL };
	struct net_device *d;
	int kind = 0;

	if (!line_keywords_or(line, link_words, link_device, &l))
		return false;
	if (l.dev == NDEV)
		return line_fail(line, "the line names no device (expected one "
			"behind `set`); complete it");
	d = &line->host->net->dev.d[l.dev];
	while (kinds[kind].type != d->type)
		kind++;
	if (l.mtu && !check_mtu(line, l.mtu, &kinds[kind], &d->mtu))
		return false;
	if (l.state && !dev_change_flags(line->host->net, l.dev,
		    strcmp(l.state, "up") == 0))
		return line_fail(line, "no room for the routes of the device; "
			"take one out above");
	return true;
}
