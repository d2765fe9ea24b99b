/*
 * hosts: see the header.  The reader takes only what the texts below use.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/hosts.h"

enum { WORDS_MAX = 32, NAMES_MAX = 16, NAME = 16 };

#define WIRES                                                                  \
	"dev eth0 type rtl8139 address 52:54:00:00:00:0b\n"                    \
	"dev eth1 type e1000 address 52:54:00:00:00:1b\n"                      \
	"ip addr add 10.0.0.2/24 dev eth0\n"                                   \
	"ip addr add 10.0.0.3/24 dev eth0\n"                                   \
	"ip addr add 10.0.1.2/24 dev eth1\n"                                   \
	"ip neigh add 10.0.0.1 lladdr 52:54:00:00:00:0a dev eth0 "             \
	"nud permanent\n"                                                      \
	"ip neigh add 10.0.0.254 lladdr 52:54:00:00:00:fe dev eth0 "           \
	"nud permanent\n"                                                      \
	"ip neigh add 10.0.1.254 lladdr 52:54:00:00:01:fe dev eth1 "           \
	"nud permanent\n"                                                      \
	"ip route add default via 10.0.0.254 dev eth0\n"                       \
	"ip route add 203.0.113.0/24 via 10.0.1.254 dev eth1\n"                \
	"ip route add unreachable 198.51.100.0/24\n"                           \
	"ip route add prohibit 198.51.101.0/24\n"                              \
	"ip route add blackhole 198.51.102.0/24\n"                             \
	"ip route add throw 198.51.103.0/24\n"                                 \
	"ip route add 192.0.2.0/24 via 10.0.1.254 dev eth1 tos 0x10\n"         \
	"sysctl -w net.ipv4.icmp_ratelimit=0\n"                                \
	"sysctl -w net.ipv4.icmp_ratemask=0\n"

#define SOCKETS                                                                \
	"socket muffin udp bind 0.0.0.0:4747\n"                                \
	"socket exact udp bind 10.0.0.2:5001 reuseaddr\n"                      \
	"socket loose udp bind 0.0.0.0:5001 reuseaddr\n"                       \
	"socket peer udp bind 10.0.0.2:5002 reuseaddr "                        \
	"connect 10.0.0.1:7000\n"                                              \
	"socket rest udp bind 10.0.0.2:5002 reuseaddr\n"                       \
	"socket any udp bind 0.0.0.0:5002 reuseaddr "                          \
	"connect 10.0.0.1:7001\n"                                              \
	"socket onlyeth0 udp bind 0.0.0.0:5003 dev eth0 reuseaddr\n"           \
	"socket onlyeth1 udp bind 0.0.0.0:5003 dev eth1 reuseaddr\n"           \
	"socket anydev udp bind 0.0.0.0:5003 reuseaddr\n"                      \
	"socket early udp bind 0.0.0.0:5004 reuseaddr\n"                       \
	"socket late udp bind 0.0.0.0:5004 reuseaddr\n"                        \
	"socket left udp bind 0.0.0.0:5005 reuseport\n"                        \
	"socket right udp bind 0.0.0.0:5005 reuseport\n"                       \
	"socket member udp bind 0.0.0.0:5006 reuseaddr "                       \
	"join 239.1.2.3@eth0\n"                                                \
	"socket bystander udp bind 0.0.0.0:5006 reuseaddr\n"                   \
	"socket loner udp bind 0.0.0.0:5006 reuseaddr "                        \
	"opt multicast_all 0\n"                                                \
	"socket group udp bind 239.1.2.3:5006 reuseaddr\n"                     \
	"socket shouter udp bind 0.0.0.0:5007 reuseaddr broadcast\n"           \
	"socket listener udp bind 0.0.0.0:5007 reuseaddr\n"                    \
	"socket subnet udp bind 10.0.0.255:5007 reuseaddr\n"                   \
	"socket small udp bind 0.0.0.0:5008 rcvbuf 1 noread\n"                 \
	"socket local udp bind 127.0.0.1:5009\n"                               \
	"socket member1 udp bind 0.0.0.0:5010 join 239.1.2.4@eth1\n"

#define CONF(key, value) "sysctl -w net.ipv4.conf." key "=" value "\n"

const struct fuzz_host fuzz_hosts[FUZZ_HOSTS] = {
	{ "b",
		"dev eth0 type rtl8139 address 52:54:00:00:00:0b\n"
		"ip addr add 10.0.0.2/24 dev eth0\n"
		"ip neigh add 10.0.0.1 lladdr 52:54:00:00:00:0a dev eth0 "
		"nud permanent\n"
		"socket muffin udp bind 0.0.0.0:4747\n" },
	{ "many", WIRES SOCKETS },
	{ "strict", WIRES SOCKETS
		CONF("eth0.rp_filter", "1")
		CONF("eth1.rp_filter", "2")
		CONF("eth0.drop_unicast_in_l2_multicast", "1")
		CONF("eth1.accept_source_route", "0")
		CONF("all.accept_source_route", "1")
		"sysctl -w net.ipv4.icmp_echo_ignore_all=1\n" },
	{ "open", WIRES SOCKETS
		CONF("all.accept_local", "1")
		CONF("eth0.route_localnet", "1")
		CONF("all.rp_filter", "0")
		CONF("eth1.rp_filter", "2")
		CONF("all.accept_source_route", "0")
		"sysctl -w net.ipv4.icmp_echo_ignore_broadcasts=0\n"
		"ip route add local 10.9.0.0/16 dev eth0\n" },
	{ "router", WIRES SOCKETS
		CONF("all.forwarding", "1")
		CONF("all.route_localnet", "1")
		CONF("eth0.accept_local", "1")
		CONF("eth1.rp_filter", "1")
		CONF("all.drop_unicast_in_l2_multicast", "1") },
};

/* ---- the model's reader ---- */

struct reader {
	struct model_host *model;
	char dev[NAMES_MAX][NAME];
	char *word[WORDS_MAX];
	unsigned int words;
};

static void stop(const char *what)
{
	fprintf(stderr, "fuzz/hosts.c: '%s' is not known here\n", what);
	abort();
}

static uint32_t address(const char *word)
{
	struct in_addr a;

	if (!inet_aton(word, &a))
		stop(word);
	return ntohl(a.s_addr);
}

/* Cuts "A:B" (or A/B, A@B) at the mark; NULL: it has none. */
static char *cut(char *word, char mark)
{
	char *at = strchr(word, mark);

	if (at)
		*at++ = '\0';
	return at;
}

static int device(const struct reader *r, const char *name)
{
	unsigned int i;

	for (i = 0; i < r->model->n_devs; i++)
		if (strcmp(r->dev[i], name) == 0)
			return (int)i;
	stop(name);
	return 0;
}

static void mac(const char *word, uint8_t to[6])
{
	if (sscanf(word, "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", &to[0], &to[1],
		&to[2], &to[3], &to[4], &to[5]) != 6)
		stop(word);
}

/* The word behind `name`, from word `from` on; NULL: it is not there. */
static char *value(const struct reader *r, unsigned int from, const char *name)
{
	unsigned int i;

	for (i = from; i + 1 < r->words; i++)
		if (strcmp(r->word[i], name) == 0)
			return r->word[i + 1];
	return NULL;
}

static bool has(const struct reader *r, const char *name)
{
	unsigned int i;

	for (i = 0; i < r->words; i++)
		if (strcmp(r->word[i], name) == 0)
			return true;
	return false;
}

static void read_dev(struct reader *r)
{
	uint8_t address_of[6];

	mac(value(r, 2, "address"), address_of);
	strcpy(r->dev[r->model->n_devs], r->word[1]);
	model_add_dev(r->model, address_of);
}

static void read_addr(struct reader *r)
{
	struct model_addr *a = &r->model->addr[r->model->n_addrs++];
	char *plen = cut(r->word[3], '/');

	*a = (struct model_addr){ address(r->word[3]), atoi(plen),
				  device(r, value(r, 4, "dev")) };
}

static void read_neigh(struct reader *r)
{
	struct model_neigh *n = &r->model->neigh[r->model->n_neighs++];

	n->ip = address(r->word[3]);
	n->dev = device(r, value(r, 4, "dev"));
	mac(value(r, 4, "lladdr"), n->mac);
}

static enum model_route_type route_type(const char *word)
{
	static const char *const types[] = {
		"", "unicast", "local", "broadcast", "anycast", "multicast",
		"blackhole", "unreachable", "prohibit", "throw",
	};
	int i;

	for (i = MODEL_UNICAST; i <= MODEL_THROW; i++)
		if (strcmp(types[i], word) == 0)
			return (enum model_route_type)i;
	return 0;
}

static void read_route(struct reader *r)
{
	struct model_route *u = &r->model->route[r->model->n_routes++];
	char *to = r->word[3], *plen, *word;

	*u = (struct model_route){ .dev = MODEL_NO_DEV, .table = 254 };
	u->type = route_type(to);
	if (u->type)
		to = r->word[4];
	else
		u->type = MODEL_UNICAST;
	if (u->type == MODEL_LOCAL)
		u->table = 255;
	plen = cut(to, '/');
	if (strcmp(to, "default") != 0) {
		u->dst = address(to);
		u->plen = plen ? atoi(plen) : 32;
	}
	if ((word = value(r, 4, "via")))
		u->gateway = address(word);
	if ((word = value(r, 4, "dev")))
		u->dev = device(r, word);
	if ((word = value(r, 4, "tos")))
		u->tos = (uint8_t)strtol(word, NULL, 0);
}

static void read_conf(struct model_conf *conf, const char *name, int to)
{
	if (strcmp(name, "rp_filter") == 0)
		conf->rp_filter = to;
	else if (strcmp(name, "accept_local") == 0)
		conf->accept_local = to;
	else if (strcmp(name, "route_localnet") == 0)
		conf->route_localnet = to;
	else if (strcmp(name, "accept_source_route") == 0)
		conf->accept_source_route = to;
	else if (strcmp(name, "forwarding") == 0)
		conf->forwarding = to;
	else if (strcmp(name, "drop_unicast_in_l2_multicast") == 0)
		conf->drop_unicast_in_l2_multicast = to;
	else
		stop(name);
}

/* conf.all.forwarding is every device's [Linux inet_forward_change]. */
static void read_conf_of(struct reader *r, char *dev, int to)
{
	char *name = cut(dev, '.');
	unsigned int i;

	if (strcmp(dev, "all") != 0) {
		read_conf(&r->model->dev[device(r, dev)].conf, name, to);
		return;
	}
	read_conf(&r->model->all, name, to);
	for (i = 0; strcmp(name, "forwarding") == 0 && i < r->model->n_devs;
		i++)
		r->model->dev[i].conf.forwarding = to;
}

static void read_sysctl(struct reader *r)
{
	char *key = r->word[2];
	int to = atoi(cut(key, '='));

	if (strncmp(key, "net.ipv4.conf.", 14) == 0)
		read_conf_of(r, key + 14, to);
	else if (strcmp(key, "net.ipv4.icmp_echo_ignore_all") == 0)
		r->model->icmp_echo_ignore_all = to;
	else if (strcmp(key, "net.ipv4.icmp_echo_ignore_broadcasts") == 0)
		r->model->icmp_echo_ignore_broadcasts = to;
	else if (strncmp(key, "net.ipv4.icmp_rate", 18) != 0)
		stop(key);
}

static void read_socket(struct reader *r)
{
	char *at = value(r, 3, "bind"), *port = cut(at, ':'), *word;
	struct model_sock *s = model_add_sock(r->model, address(at),
		(uint16_t)atoi(port));

	s->reuseaddr = has(r, "reuseaddr");
	s->reuseport = has(r, "reuseport");
	s->broadcast = has(r, "broadcast");
	s->noread = has(r, "noread");
	if ((word = value(r, 3, "dev")))
		s->dev = device(r, word);
	if ((word = value(r, 3, "multicast_all")))
		s->multicast_all = atoi(word);
	if ((word = value(r, 3, "join"))) {
		at = cut(word, '@');
		s->join[s->joins++] = (struct model_join){
			.group = address(word), .dev = device(r, at) };
	}
	if ((word = value(r, 3, "connect"))) {
		port = cut(word, ':');
		model_connect(r->model, s, address(word), (uint16_t)atoi(port));
	}
}

static void read_line(struct reader *r, char *line)
{
	char *rest = NULL, *word = strtok_r(line, " ", &rest);

	for (r->words = 0; word && r->words < WORDS_MAX; r->words++) {
		r->word[r->words] = word;
		word = strtok_r(NULL, " ", &rest);
	}
	if (strcmp(r->word[0], "dev") == 0)
		read_dev(r);
	else if (strcmp(r->word[0], "socket") == 0)
		read_socket(r);
	else if (strcmp(r->word[0], "sysctl") == 0)
		read_sysctl(r);
	else if (strcmp(r->word[1], "addr") == 0)
		read_addr(r);
	else if (strcmp(r->word[1], "neigh") == 0)
		read_neigh(r);
	else
		read_route(r);
}

void fuzz_model_load(struct model_host *model, const char *text)
{
	struct reader r = { .model = model, .dev = { "lo" } };
	char *copy = strdup(text), *rest = NULL, *line;

	if (!copy)
		abort();
	model_host_init(model);
	for (line = strtok_r(copy, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest))
		read_line(&r, line);
	free(copy);
}
