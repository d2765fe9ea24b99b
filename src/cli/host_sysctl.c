/*
 * `sysctl [-w] K=V ...` of a host file: each key names one word of struct
 * sysctl, of a device's settings, of how it finds its neighbours, or of the
 * host's own limits.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cli/host_line.h"

/* SECONDS_MAX: the kernel counts 250 a second, in an int. */
enum { KEY_MAX = 128, FORWARDING = 0, SECONDS_MAX = INT32_MAX / 250 };

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
	{ "net.ipv4.icmp_ignore_bogus_error_responses",
		GLOBAL(icmp_ignore_bogus_error_responses), 0, 1 },
	{ "net.ipv4.ip_no_pmtu_disc", GLOBAL(ip_no_pmtu_disc), 0, 3 },
	{ "net.ipv4.ip_forward_use_pmtu", GLOBAL(ip_forward_use_pmtu), 0, 1 },
	{ "net.ipv4.route.min_pmtu", GLOBAL(min_pmtu), 68, INT32_MAX },
	{ "net.ipv4.route.mtu_expires", GLOBAL(mtu_expires), 0, SECONDS_MAX },
	{ "net.ipv4.icmp_ratelimit", GLOBAL(icmp_ratelimit), 0, INT32_MAX },
	{ "net.ipv4.icmp_ratemask", GLOBAL(icmp_ratemask), 0, INT32_MAX },
	{ "net.ipv4.icmp_msgs_per_sec", GLOBAL(icmp_msgs_per_sec), 0,
		INT32_MAX },
	{ "net.ipv4.icmp_msgs_burst", GLOBAL(icmp_msgs_burst), 0, INT32_MAX },
	{ "net.ipv4.ipfrag_time", GLOBAL(ipfrag_time), 0, SECONDS_MAX },
	{ "net.ipv4.ipfrag_max_dist", GLOBAL(ipfrag_max_dist), 0, INT32_MAX },
	{ "net.ipv4.igmp_max_memberships", GLOBAL(igmp_max_memberships), 0,
		NMEMBER },
	{ "net.ipv4.igmp_max_msf", GLOBAL(igmp_max_msf), 0, NSOURCE },
	{ "net.ipv4.igmp_qrv", GLOBAL(igmp_qrv), 1, INT32_MAX },
	{ "net.ipv4.fib_multipath_hash_policy",
		GLOBAL(fib_multipath_hash_policy), 0, 1 },
	{ "net.ipv4.fib_multipath_hash_seed",
		GLOBAL(fib_multipath_hash_seed), 0, UINT32_MAX },
	{ "net.ipv4.fib_multipath_use_neigh",
		GLOBAL(fib_multipath_use_neigh), 0, 1 },
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
	{ "accept_redirects", CONF(accept_redirects), 0, 1 },
	{ "secure_redirects", CONF(secure_redirects), 0, 1 },
	{ "shared_media", CONF(shared_media), 0, 1 },
	{ "arp_ignore", CONF(arp_ignore), 0, 8 },
	{ "arp_filter", CONF(arp_filter), 0, 1 },
	{ "arp_accept", CONF(arp_accept), 0, 2 },
	{ "arp_announce", CONF(arp_announce), 0, 2 },
	{ "promote_secondaries", CONF(promote_secondaries), 0, 1 },
	{ NULL, 0, 0, 0 }
};

#define NEIGH(field) offsetof(struct neigh_parms, field)
static const struct setting neighs[] = {
	{ "retrans_time_ms", NEIGH(retrans_time_ms), 0, INT32_MAX },
	{ "base_reachable_time_ms", NEIGH(base_reachable_time_ms), 0,
		INT32_MAX },
	{ "delay_first_probe_time", NEIGH(delay_first_probe_time), 0,
		SECONDS_MAX },
	{ "mcast_solicit", NEIGH(mcast_solicit), 0, INT32_MAX },
	{ "ucast_solicit", NEIGH(ucast_solicit), 0, INT32_MAX },
	{ "unres_qlen_bytes", NEIGH(unres_qlen_bytes), 0, INT32_MAX },
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

/* ip_forward, conf.all.forwarding: nothing happens unless the value is a new
 * one [Linux devinet_sysctl_forward, inet_forward_change]. */
static void forward_change(struct host *host, uint32_t on)
{
	struct devices *v = &host->net->dev;
	uint32_t i;

	if (v->all.forwarding == on)
		return;
	v->all.forwarding = on;
	v->all.accept_redirects = !on;
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

/*
 * Cuts DEV.NAME in two at its last point (a device's name may hold points):
 * the name; NULL: there is no point, `form` says how it should be.
 */
static const char *cut_key(struct host_line *line, char *dev, const char *form)
{
	char *point = strrchr(dev, '.');

	if (!point) {
		line_fail(line, "`%s` names no setting (expected %s); "
			"complete it", dev, form);
		return NULL;
	}
	*point = '\0';
	return point + 1;
}

/* net.ipv4.conf.DEV.NAME */
static bool read_conf(struct host_line *line, char *dev, const char *value)
{
	const char *name = cut_key(line, dev, "net.ipv4.conf.DEV.NAME");
	uint32_t n, i;

	if (!name)
		return false;
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

/* net.ipv4.neigh.DEV.NAME; there is no `all`. */
static bool read_neigh(struct host_line *line, char *dev, const char *value)
{
	const char *name = cut_key(line, dev, "net.ipv4.neigh.DEV.NAME");
	uint32_t n, i, number;

	if (!name)
		return false;
	i = find(neighs, name);
	if (!neighs[i].name)
		return line_fail(line, "sysctl net.ipv4.neigh.*.%s is not "
			"modelled in this version; take it out", name);
	if (strcmp(dev, "default") == 0)
		return line_fail(line, "net.ipv4.neigh.default is not there "
			"in a network namespace; write "
			"net.ipv4.neigh.DEV.%s for each device", name);
	if (!word_device(line, dev, &n) ||
	    !read_value(line, &neighs[i], value, &number))
		return false;
	store(&line->host->net->arp.parms[n], &neighs[i], number);
	return true;
}

/* The two bound each other, as in Linux. */
static bool read_thresh(struct host_line *line, const char *key,
	const char *value)
{
	static const struct setting any = { "", 0, 0, INT32_MAX };
	struct sysctl *s = &line->host->net->sysctl;
	uint32_t *low = &line->host->ipfrag_low_thresh, n;
	bool high = strstr(key, "high") != NULL;

	if (!read_value(line, &any, value, &n))
		return false;
	if (high && n < *low)
		return line_fail(line, "%s=%s is below ipfrag_low_thresh, %u; "
			"lower that one first", key, value, *low);
	if (!high && n > s->ipfrag_high_thresh)
		return line_fail(line, "%s=%s is above ipfrag_high_thresh, "
			"%u; raise that one first", key, value,
			s->ipfrag_high_thresh);
	*(high ? &s->ipfrag_high_thresh : low) = n;
	return true;
}

static bool read_global(struct host_line *line, const char *key,
	const char *value)
{
	const struct setting *g = &globals[find(globals, key)];
	const struct setting *l = &limits[find(limits, key)];
	const struct setting *s = g->name ? g : l;
	uint32_t n;

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

/* A key's family, and what reads the rest of the key. */
static const struct family {
	const char *prefix;
	bool (*read)(struct host_line *line, char *rest, const char *value);
} families[] = {
	{ "net.ipv4.conf.", read_conf },
	{ "net.ipv4.neigh.", read_neigh },
	{ NULL, NULL }
};

static bool read_key(struct host_line *line, char *key, const char *value)
{
	const struct family *f;

	for (f = families; f->prefix; f++)
		if (strncmp(key, f->prefix, strlen(f->prefix)) == 0)
			return f->read(line, key + strlen(f->prefix), value);
	if (strcmp(key, "net.ipv4.ip_forward") == 0)
		return read_ip_forward(line, value);
	if (strcmp(key, "net.ipv4.ipfrag_high_thresh") == 0 ||
	    strcmp(key, "net.ipv4.ipfrag_low_thresh") == 0)
		return read_thresh(line, key, value);
	return read_global(line, key, value);
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
	return read_key(line, key, equals + 1);
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
