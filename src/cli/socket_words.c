/* socket_words: see the header. */
#include "cli/socket_words.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ADDRESS_ROOM = 64 };

struct reader {
	struct socket_words *s;
	const struct host_words *w;
	uint32_t at;			/* the next word */
};

static const char *next(struct reader *r)
{
	return r->at < r->w->n ? r->w->word[r->at++] : "";
}

static bool number(const char *word, uint32_t *to)
{
	char *end;
	unsigned long n = strtoul(word, &end, 0);

	*to = (uint32_t)n;
	return *word >= '0' && *word <= '9' && !*end && n <= UINT32_MAX;
}

bool address_word(const char *word, uint32_t *to)
{
	struct in_addr a;

	if (inet_pton(AF_INET, word, &a) != 1)
		return false;
	*to = ntohl(a.s_addr);
	return true;
}

uint64_t mac_word(const char *word)
{
	uint64_t mac = 0;

	for (; *word; word++)
		if (*word != ':')
			mac = mac << 4 | strtoul((char[]){ *word, '\0' },
				NULL, 16);
	return mac;
}

/* A:PORT, or A alone, whose port is 0. */
static bool endpoint(const char *word, struct socket_endpoint *e)
{
	const char *colon = strchr(word, ':');
	char text[ADDRESS_ROOM];

	e->given = true;
	e->port = 0;
	snprintf(text, sizeof(text), "%.*s",
		colon ? (int)(colon - word) : (int)strlen(word), word);
	return address_word(text, &e->address) &&
	       (!colon || number(colon + 1, &e->port));
}

/* G[@D]: the device is cut off into the join. */
static bool group(const char *word, struct socket_join *j, uint32_t *to)
{
	const char *at = strchr(word, '@');
	char text[ADDRESS_ROOM];

	snprintf(text, sizeof(text), "%.*s",
		at ? (int)(at - word) : (int)strlen(word), word);
	if (at)
		snprintf(j->dev, sizeof(j->dev), "%s", at + 1);
	return address_word(text, to);
}

static bool read_join(struct reader *r)
{
	struct socket_join *j = &r->s->join[r->s->joins];
	const char *after;

	if (r->s->joins == SOCKET_JOINS)
		return false;
	r->s->joins++;
	j->kind = JOIN_ANY;
	j->dev[0] = '\0';
	if (!group(next(r), j, &j->group))
		return false;
	after = r->at < r->w->n ? r->w->word[r->at] : "";
	if (strcmp(after, "from") == 0)
		j->kind = JOIN_FROM;
	else if (strcmp(after, "except") == 0)
		j->kind = JOIN_EXCEPT;
	else
		return true;
	r->at++;
	return group(next(r), j, &j->source);
}

static bool read_option(struct reader *r)
{
	struct socket_option *o = &r->s->option[r->s->options];

	if (r->s->options == SOCKET_OPTIONS)
		return false;
	r->s->options++;
	o->name = next(r);
	return number(next(r), &o->value);
}

static bool *flag(struct socket_words *s, const char *word)
{
	if (strcmp(word, "reuseaddr") == 0)
		return &s->reuseaddr;
	if (strcmp(word, "reuseport") == 0)
		return &s->reuseport;
	if (strcmp(word, "broadcast") == 0)
		return &s->broadcast;
	return strcmp(word, "noread") == 0 ? &s->noread : NULL;
}

static bool read_word(struct reader *r, const char *word)
{
	struct socket_words *s = r->s;

	if (strcmp(word, "bind") == 0)
		return endpoint(next(r), &s->bind);
	if (strcmp(word, "connect") == 0)
		return endpoint(next(r), &s->connect);
	if (strcmp(word, "join") == 0)
		return read_join(r);
	if (strcmp(word, "opt") == 0)
		return read_option(r);
	if (strcmp(word, "dev") == 0)
		return *(s->dev = next(r)) != '\0';
	if (strcmp(word, "filter") == 0)
		return *(s->filter = next(r)) != '\0';
	if (strcmp(word, "rcvbuf") != 0)
		return false;
	s->rcvbuf = true;
	return number(next(r), &s->rcvbuf_size);
}

bool socket_words_read(struct socket_words *s, const struct host_words *w,
	const char **wrong)
{
	struct reader r = { s, w, 1 };

	memset(s, 0, sizeof(*s));
	s->name = next(&r);
	s->kind = next(&r);
	*wrong = s->kind;
	if (strcmp(s->kind, "raw") == 0 && !number(next(&r), &s->protocol))
		return false;
	while (r.at < w->n) {
		bool *to = flag(s, *wrong = next(&r));

		if (to)
			*to = true;
		else if (!read_word(&r, *wrong))
			return false;
	}
	return true;
}
