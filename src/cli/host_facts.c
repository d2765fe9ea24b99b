/* host_facts: see the header. */
#include "cli/host_facts.h"

#include <stdio.h>
#include <string.h>

#include "cli/socket_words.h"

static void add_member(struct host_facts *g, const struct host_words *w)
{
	const char *bind = host_words_after(w, "bind");
	const char *dev = host_words_after(w, "dev");
	struct reuseport_member *m = &g->member[g->n];

	if (!bind || w->n < 3 || g->n == GROUP_MEMBERS)
		return;
	snprintf(m->name, sizeof(m->name), "%s", w->word[1]);
	snprintf(m->key, sizeof(m->key), "%.16s %.32s %.32s", w->word[2], bind,
		dev ? dev : "");
	g->n++;
}

/* ip addr add A/N: A is ours. */
static void add_own(struct host_facts *g, const struct host_words *w)
{
	char address[GROUP_KEY];
	uint32_t i;

	for (i = 2; i < w->n && g->owns < OWN_MAX; i++) {
		snprintf(address, sizeof(address), "%.*s",
			(int)strcspn(w->word[i], "/"), w->word[i]);
		if (address_word(address, &g->own[g->owns])) {
			g->owns++;
			return;
		}
	}
}

static void read_facts(struct host_facts *g, const struct host_words *w)
{
	if (w->n > 2 && strcmp(w->word[0], "socket") == 0 &&
	    strcmp(w->word[2], "raw") == 0 && g->raws < GROUP_MEMBERS)
		snprintf(g->raw[g->raws++], GROUP_KEY, "%s", w->word[1]);
	if (strcmp(w->word[0], "socket") == 0 &&
	    host_words_has(w, "reuseport"))
		add_member(g, w);
	if (w->n > 2 && strcmp(w->word[0], "ip") == 0 && *w->word[1] == 'a')
		add_own(g, w);
}

/* A device without an address speaks IGMP as 0.0.0.0. */
void host_facts_read(struct host_facts *g, const struct host_text *text)
{
	struct host_words w;

	g->n = g->raws = 0;
	g->owns = 1;
	g->own[0] = 0;
	host_words_start(&w, text);
	while (host_words_next(&w))
		read_facts(g, &w);
}

static const struct reuseport_member *find(const struct host_facts *g,
	const char *name)
{
	uint32_t i;

	for (i = 0; i < g->n; i++)
		if (strcmp(g->member[i].name, name) == 0)
			return &g->member[i];
	return NULL;
}

const char *reuseport_name(const struct host_facts *g, const char *name)
{
	const struct reuseport_member *m = find(g, name);
	uint32_t i;

	for (i = 0; m && i < g->n; i++)
		if (strcmp(g->member[i].key, m->key) == 0)
			return g->member[i].name;
	return name;
}

bool is_raw_socket(const struct host_facts *g, const char *name)
{
	uint32_t i;

	for (i = 0; i < g->raws; i++)
		if (strcmp(g->raw[i], name) == 0)
			return true;
	return false;
}

bool is_own_address(const struct host_facts *g, uint32_t address)
{
	uint32_t i;

	for (i = 0; i < g->owns; i++)
		if (g->own[i] == address)
			return true;
	return false;
}
