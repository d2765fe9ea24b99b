/* Answers of the routes as lines of text, and as JSON (route_get.h). */
#include <string.h>

#include "cli/names.h"
#include "cli/route_get.h"

static const struct {
	uint32_t value;
	const char *name;
} scopes[] = {
	{ RT_SCOPE_UNIVERSE, "global" },
	{ RT_SCOPE_LINK, "link" },
	{ RT_SCOPE_HOST, "host" }
};

static const char *type_name(uint32_t type)
{
	static const char *const names[] = { "none", "unicast", "local",
		"broadcast", "anycast", "multicast", "blackhole",
		"unreachable", "prohibit", "throw" };

	return type <= RTN_THROW ? names[type] : "?";
}

static void put_scope(struct text *t, uint32_t scope)
{
	size_t i;

	for (i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++)
		if (scopes[i].value == scope) {
			text_put(t, scopes[i].name);
			return;
		}
	text_number(t, scope);
}

/* As iproute2 writes it: 0x and hexadecimal digits. */
static void put_tos(struct text *t, uint32_t tos)
{
	uint8_t byte = (uint8_t)tos;

	text_put(t, "0x");
	text_hex(t, &byte, 1);
}

/* Each of what follows puts one word and its value, unless there is none:
 * ` via 10.0.0.1` or `,"gateway":"10.0.0.1"`. */
struct form {
	const char *before, *after, *end;
};

static const struct form plain = { " ", " ", "" };
static const struct form json = { ",\"", "\":\"", "\"" };
static const struct form json_number = { ",\"", "\":", "" };

static void put_word(struct text *t, const struct form *f, const char *word)
{
	text_put(t, f->before);
	text_put(t, word);
	text_put(t, f->after);
}

static void put_address(struct text *t, const struct form *f,
	const char *word, uint32_t address)
{
	if (address == 0)
		return;
	put_word(t, f, word);
	text_address(t, address);
	text_put(t, f->end);
}

static void put_number(struct text *t, const struct form *f, const char *word,
	uint32_t number)
{
	if (number == 0)
		return;
	put_word(t, f, word);
	text_number(t, number);
	text_put(t, f->end);
}

static void put_device(struct text *t, const struct form *f, const char *word,
	const struct host *host, uint32_t dev)
{
	if (dev == NDEV)
		return;
	put_word(t, f, word);
	text_put(t, host_device_name(host, dev));
	text_put(t, f->end);
}

static void put_dst(struct text *t, const struct route_query *q,
	const struct route_answer *a, bool match)
{
	text_address(t, match ? a->dst : q->daddr);
	if (!match)
		return;
	text_byte(t, '/');
	text_number(t, a->plen);
}

static void put_entry(struct text *t, const struct form *f,
	const struct form *number, const struct route_answer *a)
{
	put_number(t, number, "metric", a->priority);
	if (a->tos != 0) {
		put_word(t, f, "tos");
		put_tos(t, a->tos);
		text_put(t, f->end);
	}
	put_word(t, f, "scope");
	put_scope(t, a->scope);
	text_put(t, f->end);
}

static void put_hops_text(struct text *t, const struct host *host,
	const struct fib_multi *m)
{
	uint32_t k;

	for (k = 0; k < m->n; k++) {
		text_put(t, " nexthop");
		put_address(t, &plain, "via", m->nh[k].via);
		put_device(t, &plain, "dev", host, m->nh[k].oif);
		put_number(t, &plain, "weight", m->nh[k].weight);
	}
}

static void put_hops_json(struct text *t, const struct host *host,
	const struct fib_multi *m)
{
	uint32_t k;

	text_put(t, ",\"nexthops\":[");
	for (k = 0; k < m->n; k++) {
		text_put(t, k ? ",{\"dev\":\"" : "{\"dev\":\"");
		text_put(t, host_device_name(host, m->nh[k].oif));
		text_byte(t, '"');
		put_number(t, &json_number, "weight", m->nh[k].weight);
		put_address(t, &json, "gateway", m->nh[k].via);
		text_byte(t, '}');
	}
	text_byte(t, ']');
}

/* Where it leads: one next hop, or several. */
static void put_way(struct text *t, const struct form *f,
	const struct host *host, const struct route_answer *a)
{
	const struct fib_multi *m = &host->net->fib.multi.m[a->multi];

	if (a->multi != MULTI_NIL) {
		(f == &plain ? put_hops_text : put_hops_json)(t, host, m);
		return;
	}
	put_address(t, f, f == &plain ? "via" : "gateway", a->gateway);
	put_device(t, f, "dev", host, a->oif);
}

static void put_refusal(struct text *t, const struct route_answer *a)
{
	if (a->not_modelled) {
		text_put(t, "not modelled: ");
		text_put(t, a->not_modelled);
		return;
	}
	text_put(t, error_name(a->error));
	text_put(t, ": ");
	text_put(t, strerror(-a->error));
}

void route_put_text(struct text *t, const struct host *host,
	const struct route_query *q, const struct route_answer *a, bool match)
{
	if (a->not_modelled || a->error != 0) {
		text_address(t, q->daddr);
		text_put(t, ": ");
		put_refusal(t, a);
		text_byte(t, '\n');
		return;
	}
	if (a->type != RTN_UNICAST) {
		text_put(t, type_name(a->type));
		text_byte(t, ' ');
	}
	put_dst(t, q, a, match);
	if (!match)
		put_address(t, &plain, "from", q->saddr);
	put_way(t, &plain, host, a);
	if (a->table != RT_TABLE_MAIN)	/* 0 is not put: there is none */
		put_number(t, &plain, "table", a->table);
	put_address(t, &plain, "src", a->prefsrc);
	if (match)
		put_entry(t, &plain, &plain, a);
	put_number(t, &plain, "mtu", a->mtu);
	if (!match)
		put_device(t, &plain, "iif", host, q->iif);
	text_put(t, a->redirect && !match ? " redirect\n" : "\n");
}

void route_put_json(struct text *t, const struct host *host,
	const struct route_query *q, const struct route_answer *a, bool match)
{
	text_put(t, "{\"dst\":\"");
	put_dst(t, q, a, match && !a->not_modelled && a->error == 0);
	text_byte(t, '"');
	if (a->not_modelled || a->error != 0) {
		put_word(t, &json, a->not_modelled ? "not_modelled" : "error");
		text_put(t, a->not_modelled ? a->not_modelled
					    : error_name(a->error));
		text_put(t, "\"}\n");
		return;
	}
	put_word(t, &json, "type");
	text_put(t, type_name(a->type));
	text_byte(t, '"');
	if (!match)
		put_address(t, &json, "from", q->saddr);
	put_way(t, &json, host, a);
	put_number(t, &json_number, "table", a->table);
	put_address(t, &json, "prefsrc", a->prefsrc);
	if (match)
		put_entry(t, &json, &json_number, a);
	put_number(t, &json_number, "mtu", a->mtu);
	if (!match)
		put_device(t, &json, "iif", host, q->iif);
	text_put(t, a->redirect && !match ? ",\"redirect\":true}\n" : "}\n");
}
