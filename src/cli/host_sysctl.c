/*
 * `sysctl [-w] K=V ...` of a host file: each key names one word of struct
 * sysctl, of a device's settings, or of the host's own limits.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cli/host_line.h"

enum { KEY_MAX = 128, FORWARDING = 0 };

/* Bounds as in Linux's table, or what the core takes of them. */
struct setting {
	const char *name;
	size_t offset;
	uint32_t least, most;
};

#define GLOBAL(field) offsetof(struct sysctl, field)
static const struct setting globals[] = {
	{ "net.ipv4.ip_default_ttl", GLOBAL(ip_default_ttl), 1, 255 },
	{ "net.ipv4.icmp_echo_ignore_all", GLOBAL(icmp_echo_ignore_all), 0, 1 },
	{ "net.ipv4.icmp_echo_ignore_broadcasts",
		GLOBAL(icmp_echo_ignore_broadcasts), 0, 1 },
	{ "net.ipv4.icmp_errors_use_inbound_ifaddr",
		GLOBAL(icmp_errors_use_inbound_ifaddr), 0, 1 },
	{ "net.core.netdev_max_backlog", GLOBAL(netdev_max_backlog), 0,
		INT32_MAX },
	{ NULL, 0, 0, 0 }
};

#define LIMIT(field) offsetof(struct host, field)
static const struct setting limits[] = {
	{ "net.core.rmem_default", LIMIT(rmem_default), SOCK_MIN_RCVBUF,
		INT32_MAX },
	{ "net.core.rmem_max", LIMIT(rmem_max), SOCK_MIN_RCVBUF, INT32_MAX },
	{ NULL, 0, 0, 0 }
};

/* Where only one value is followed so far: `least` is it. */
static const struct setting fixed[] = {
	{ "net.ipv4.icmp_ratelimit", 0, 0, 0 },
	{ "net.ipv4.icmp_ratemask", 0, 0, 0 },
	{ "net.ipv4.igmp_qrv", 0, 1, 1 },
	{ NULL, 0, 0, 0 }
};

/* forwarding is the first: FORWARDING. */
#define CONF(field) offsetof(struct ipv4_devconf, field)
static const struct setting confs[] = {
	{ "forwarding", CONF(forwarding), 0, 1 },
	{ "rp_filter", CONF(rp_filter), 0, 2 },
	{ "accept_local", CONF(accept_local), 0, 1 },
	{ "route_localnet", CONF(route_localnet), 0, 1 },
	{ "accept_source_route", CONF(accept_source_route), 0, 1 },
	{ "send_redirects", CONF(send_redirects), 0, 1 },
	{ "log_martians", CONF(log_martians), 0, 1 },
	{ "drop_unicast_in_l2_multicast", CONF(drop_unicast_in_l2_multicast),
		0, 1 },
	{ NULL, 0, 0, 0 }
};

static uint32_t find(const struct setting *table, const char *name)
{
	uint32_t i = 0;

	while (table[i].name && strcmp(table[i].name, name) != 0)
		i++;
	return i;
}

static void store(void *to, const struct setting *s, uint32_t value)
{
	memcpy((char *)to + s->offset, &value, sizeof(value));
}

static bool read_value(struct host_line *line, const struct setting *s,
	const char *word, uint32_t *value)
{
	return word_number(line, word, "value of that sysctl", s->least,
		s->most, value);
}

/* ip_forward, conf.all.forwarding [Linux inet_forward_change]. */
static void forward_change(struct host *host, uint32_t on)
{
	struct devices *v = &host->net->dev;
	uint32_t i;

	v->all.forwarding = on;
	v->template.forwarding = on;
	for (i = 0; i < v->n; i++) {
		v->d[i].conf.forwarding = on;
		host->conf_set[i] |= 1u << FORWARDING;
	}
}

/*
 * conf.default reaches the devices that were not told otherwise; its
 * forwarding reaches later ones alone [Linux devinet_copy_dflt_conf].
 */
static void set_default(struct host *host, uint32_t i, uint32_t value)
{
	struct devices *v = &host->net->dev;
	uint32_t dev;

	store(&v->template, &confs[i], value);
	if (i == FORWARDING)
		return;
	host->template_set |= 1u << i;
	for (dev = 0; dev < v->n; dev++)
		if (!(host->conf_set[dev] >> i & 1))
			store(&v->d[dev].conf, &confs[i], value);
}

static void set_conf(struct host *host, const char *dev, uint32_t i,
	uint32_t value)
{
	struct devices *v = &host->net->dev;
	uint32_t n;

	if (strcmp(dev, "default") == 0) {
		set_default(host, i, value);
	} else if (strcmp(dev, "all") == 0 && i == FORWARDING) {
		forward_change(host, value);
	} else if (strcmp(dev, "all") == 0) {
		store(&v->all, &confs[i], value);
	} else {
		n = host_device(host, dev);
		store(&v->d[n].conf, &confs[i], value);
		if (i != FORWARDING)
			host->conf_set[n] |= 1u << i;
	}
}

/* net.ipv4.conf.DEV.NAME; a device's name may hold points. */
static bool read_conf(struct host_line *line, char *key, const char *value)
{
	char *dev = key + strlen("net.ipv4.conf.");
	char *name = strrchr(dev, '.');
	uint32_t n, i;

	if (!name)
		return line_fail(line, "`%s` names no setting (expected "
			"net.ipv4.conf.DEV.NAME); complete it", key);
	*name++ = '\0';
	i = find(confs, name);
	if (!confs[i].name)
		return line_fail(line, "sysctl net.ipv4.conf.*.%s is not "
			"modelled in this version; take it out", name);
	if (strcmp(dev, "all") != 0 && strcmp(dev, "default") != 0 &&
	    !word_device(line, dev, &n))
		return false;
	if (!read_value(line, &confs[i], value, &n))
		return false;
	set_conf(line->host, dev, i, n);
	return true;
}

static bool read_global(struct host_line *line, const char *key,
	const char *value)
{
	const struct setting *g = &globals[find(globals, key)];
	const struct setting *l = &limits[find(limits, key)];
	const struct setting *f = &fixed[find(fixed, key)];
	const struct setting *s = g->name ? g : l;
	uint32_t n;

	if (f->name && decimal(value, strlen(value), &n) && n == f->least)
		return true;
	if (f->name)
		return line_fail(line, "%s=%.64s is not modelled in this "
			"version: only %u; write %s=%u", key, value, f->least,
			key, f->least);
	if (!s->name)
		return line_fail(line, "sysctl %s is not modelled in this "
			"version; take it out", key);
	if (!read_value(line, s, value, &n))
		return false;
	store(g->name ? (void *)&line->host->net->sysctl
		      : (void *)line->host, s, n);
	return true;
}

static bool read_ip_forward(struct host_line *line, const char *value)
{
	uint32_t on;

	if (!read_value(line, &confs[FORWARDING], value, &on))
		return false;
	forward_change(line->host, on);
	return true;
}

static bool read_setting(struct host_line *line, const char *word)
{
	const char *equals = strchr(word, '=');
	char key[KEY_MAX];
	size_t size = equals ? (size_t)(equals - word) : 0;

	if (size == 0 || size >= sizeof(key))
		return line_fail(line, "`%.64s` sets nothing (expected "
			"KEY=VALUE without spaces); correct it", word);
	memcpy(key, word, size);
	key[size] = '\0';
	if (strcmp(key, "net.ipv4.ip_forward") == 0)
		return read_ip_forward(line, equals + 1);
	if (strncmp(key, "net.ipv4.conf.", strlen("net.ipv4.conf.")) == 0)
		return read_conf(line, key, equals + 1);
	return read_global(line, key, equals + 1);
}

bool read_sysctl(struct host_line *line)
{
	const char *word;

	if (!line_want(line, "-w or KEY=VALUE", &word))
		return false;
	if (strcmp(word, "-w") == 0 && !line_want(line, "KEY=VALUE", &word))
		return false;
	for (; word; word = line_next(line))
		if (!read_setting(line, word))
			return false;
	return true;
}
