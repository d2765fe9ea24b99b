/* generate_scene: see the header. */
#include "cli/generate_scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/host_words.h"
#include "cli/generate_packet.h"
#include "cli/socket_words.h"

static bool read_prefix(const char *word, struct scene_prefix *to)
{
	const char *slash = word ? strchr(word, '/') : NULL;
	char text[64];

	if (!word)
		return false;
	snprintf(text, sizeof(text), "%.*s",
		slash ? (int)(slash - word) : (int)strlen(word), word);
	to->address = 0;
	if (strcmp(word, "default") != 0 && !address_word(text, &to->address))
		return false;
	to->plen = slash ? (uint32_t)strtoul(slash + 1, NULL, 10)
			 : to->address ? 32 : 0;
	return to->plen <= 32;
}

static bool read_address(const char *word, uint32_t *to)
{
	struct scene_prefix p;

	if (!read_prefix(word, &p))
		return false;
	*to = p.address;
	return true;
}

static uint32_t device(const struct scene *s, const char *name)
{
	uint32_t i;

	for (i = 0; name && i < s->devs; i++)
		if (strcmp(s->dev[i], name) == 0)
			return i;
	return 0;
}

static void add_dev(struct scene *s, const struct host_words *w)
{
	const char *mac = host_words_after(w, "address");

	if (s->devs == NDEV || w->n < 2)
		return;
	snprintf(s->dev[s->devs], IFNAMSIZ, "%s", w->word[1]);
	s->mac[s->devs] = mac ? mac_word(mac) : 0x52540000000bu + s->devs;
	s->devs++;
}

/* The prefix of an `ip` line: the first word that is one. */
static bool find_prefix(const struct host_words *w, struct scene_prefix *to)
{
	uint32_t i;

	for (i = 2; i < w->n; i++)
		if (read_prefix(w->word[i], to))
			return true;
	return false;
}

static void add_address(struct scene *s, const struct host_words *w)
{
	if (s->addresses == SCENE_MAX ||
	    !find_prefix(w, &s->address[s->addresses]))
		return;
	s->address_dev[s->addresses] = device(s, host_words_after(w, "dev"));
	s->addresses++;
}

static void add_route(struct scene *s, const struct host_words *w)
{
	if (s->prefixes < SCENE_MAX && find_prefix(w, &s->prefix[s->prefixes]))
		s->prefixes++;
	if (s->gateways < SCENE_MAX && read_address(host_words_after(w, "via"),
					       &s->gateway[s->gateways]))
		s->gateways++;
}

static void add_neighbour(struct scene *s, const struct host_words *w)
{
	const char *mac = host_words_after(w, "lladdr");
	struct scene_prefix p;

	if (s->neighbours == SCENE_MAX || !find_prefix(w, &p))
		return;
	s->neighbour[s->neighbours] = p.address;
	s->neighbour_mac[s->neighbours] =
		mac_word(mac ? mac : "");
	s->neighbours++;
}

static void add_ip(struct scene *s, const struct host_words *w)
{
	const char *object = w->n > 1 ? w->word[1] : "";

	if (strncmp(object, "a", 1) == 0)
		add_address(s, w);
	else if (strncmp(object, "r", 1) == 0)
		add_route(s, w);
	else if (strncmp(object, "n", 1) == 0)
		add_neighbour(s, w);
}

static void add_joins(struct scene *s, const struct socket_words *k)
{
	uint32_t i;

	for (i = 0; i < k->joins; i++) {
		if (s->groups < SCENE_MAX)
			s->group[s->groups++] = k->join[i].group;
		if (k->join[i].kind != JOIN_ANY && s->sources < SCENE_MAX)
			s->source[s->sources++] = k->join[i].source;
	}
}

static uint32_t protocol(const struct socket_words *k)
{
	if (strcmp(k->kind, "udplite") == 0)
		return PROTO_UDPLITE;
	if (strcmp(k->kind, "ping") == 0)
		return PROTO_ICMP;
	return strcmp(k->kind, "raw") == 0 ? k->protocol : PROTO_UDP;
}

static void add_socket(struct scene *s, const struct host_words *w)
{
	struct socket_words k;
	const char *wrong;

	if (s->endpoints == SCENE_MAX || !socket_words_read(&k, w, &wrong))
		return;
	s->endpoint[s->endpoints++] = (struct scene_endpoint){
		k.bind.address, k.bind.port, protocol(&k), k.connect.address,
		k.connect.port };
	add_joins(s, &k);
}

void scene_read(struct scene *s, const struct host_text *text)
{
	struct host_words w;

	memset(s, 0, sizeof(*s));
	host_words_start(&w, text);
	while (host_words_next(&w)) {
		if (strcmp(w.word[0], "dev") == 0)
			add_dev(s, &w);
		else if (strcmp(w.word[0], "ip") == 0)
			add_ip(s, &w);
		else if (strcmp(w.word[0], "socket") == 0)
			add_socket(s, &w);
	}
}
