/*
 * `ip rule add|del ...` of a host file, with iproute2's defaults [iproute2
 * ip/iprule.c].
 */
#include <string.h>

#include "cli/host_line.h"
#include "cli/names.h"
#include "ipv4/fib_rules.h"

enum { PORT_MOST = 65534, SUPPRESS_MOST = 0x7fffffff };

struct rule_line {
	struct fib_rule r;
	bool named;		/* its priority is in the line */
	bool told;		/* what it does is in the line */
};

static bool read_not(struct host_line *line, void *to)
{
	(void)line;
	((struct rule_line *)to)->r.invert = 1;
	return true;
}

static bool read_prefix(struct host_line *line, uint32_t *address,
	uint32_t *plen)
{
	const char *word;

	if (!line_want(line, "a prefix", &word))
		return false;
	if (strcmp(word, "all") == 0 || strcmp(word, "any") == 0 ||
	    strcmp(word, "default") == 0)
		return true;
	return word_prefix(line, word, address, plen);
}

static bool read_from(struct host_line *line, void *to)
{
	struct rule_line *l = to;

	return read_prefix(line, &l->r.src, &l->r.src_len);
}

static bool read_to(struct host_line *line, void *to)
{
	struct rule_line *l = to;

	return read_prefix(line, &l->r.dst, &l->r.dst_len);
}

static bool read_iif(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &((struct rule_line *)to)->r.iif);
}

static bool read_oif(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a device", &word) &&
	       word_device(line, word, &((struct rule_line *)to)->r.oif);
}

static bool read_fwmark(struct host_line *line, void *to)
{
	struct rule_line *l = to;
	const char *word;

	return line_want(line, "a mark", &word) &&
	       word_mark(line, word, &l->r.mark, &l->r.mark_mask);
}

static bool read_tos(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a TOS as in 0x10", &word) &&
	       word_tos(line, word, &((struct rule_line *)to)->r.tos);
}

/* A-B, or where `one` A alone; false: it is none, or not in that order. */
static bool range(const char *word, bool one, uint32_t *lo, uint32_t *hi)
{
	const char *dash = strchr(word, '-');

	if (!dash)
		return one && decimal(word, strlen(word), lo) &&
		       decimal(word, strlen(word), hi);
	return decimal(word, (size_t)(dash - word), lo) &&
	       decimal(dash + 1, strlen(dash + 1), hi) && *lo <= *hi;
}

static bool read_uidrange(struct host_line *line, void *to)
{
	struct rule_line *l = to;
	const char *word;

	if (!line_want(line, "two users as in 0-99", &word))
		return false;
	if (range(word, false, &l->r.uid_lo, &l->r.uid_hi) &&
	    l->r.uid_hi != UINT32_MAX)
		return true;
	return line_fail(line, "`%.64s` is no range of users (expected two of "
		"0 to 4294967294 as in 0-99; Linux: EINVAL); correct it", word);
}

static bool read_ports(struct host_line *line, uint32_t *lo, uint32_t *hi)
{
	const char *word;

	if (!line_want(line, "a port", &word))
		return false;
	if (range(word, true, lo, hi) && *lo > 0 && *hi <= PORT_MOST)
		return true;
	return line_fail(line, "`%.64s` is no port or range of ports (expected "
		"1 to 65534 as in 53 or 1024-65534; Linux: EINVAL); correct it",
		word);
}

static bool read_sport(struct host_line *line, void *to)
{
	struct rule_line *l = to;

	return read_ports(line, &l->r.sport_lo, &l->r.sport_hi);
}

static bool read_dport(struct host_line *line, void *to)
{
	struct rule_line *l = to;

	return read_ports(line, &l->r.dport_lo, &l->r.dport_hi);
}

static bool read_ipproto(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "a protocol as in udp", &word) &&
	       word_protocol(line, word, &((struct rule_line *)to)->r.ip_proto);
}

static bool read_priority(struct host_line *line, void *to)
{
	struct rule_line *l = to;
	const char *word;

	l->named = true;
	return line_want(line, "a number", &word) &&
	       word_number(line, word, "priority", 0, UINT32_MAX,
		       &l->r.priority);
}

static bool read_table(struct host_line *line, void *to)
{
	struct rule_line *l = to;
	const char *word;

	l->told = true;
	return line_want(line, "a table", &word) &&
	       word_table(line, word, &l->r.table);
}

static bool read_suppress(struct host_line *line, void *to)
{
	const char *word;
	uint32_t plen;

	if (!line_want(line, "a prefix length", &word) ||
	    !word_number(line, word, "prefix length", 0, SUPPRESS_MOST, &plen))
		return false;
	((struct rule_line *)to)->r.suppress_prefixlen = (int32_t)plen;
	return true;
}

/* Who made the rule. */
static bool read_protocol(struct host_line *line, void *to)
{
	static const struct choice makers[] = {
		{ "redirect", 1 }, { "kernel", RTPROT_KERNEL },
		{ "boot", RTPROT_BOOT }, { "static", 4 },
		{ NULL, RTPROT_UNSPEC }
	};
	uint32_t *protocol = &((struct rule_line *)to)->r.protocol;
	const char *word;

	if (!line_want(line, "a protocol as in static", &word))
		return false;
	*protocol = choose(makers, word);
	return *protocol != RTPROT_UNSPEC || word_number(line, word,
		"protocol", 0, UINT8_MAX, protocol);
}

static bool read_goto(struct host_line *line, void *to)
{
	struct rule_line *l = to;
	const char *word;

	l->r.action = FR_ACT_GOTO;
	l->told = true;
	return line_want(line, "the priority of a rule", &word) &&
	       word_number(line, word, "priority", 0, UINT32_MAX,
		       &l->r.target);
}

/* False: that is nothing a rule does. */
static bool take_action(struct rule_line *l, const char *word)
{
	static const struct choice actions[] = {
		{ "nop", FR_ACT_NOP }, { "blackhole", FR_ACT_BLACKHOLE },
		{ "prohibit", FR_ACT_PROHIBIT },
		{ "unreachable", FR_ACT_UNREACHABLE }, { NULL, FR_ACT_UNSPEC }
	};
	uint32_t action = choose(actions, word);

	if (action == FR_ACT_UNSPEC)
		return false;
	l->r.action = action;
	l->told = true;
	return true;
}

/* What is no keyword: what to do. */
static bool rule_word(struct host_line *line, const char *word, void *to,
	bool *taken)
{
	(void)line;
	*taken = take_action(to, word);
	return true;
}

static bool read_type(struct host_line *line, void *to)
{
	const char *word;

	return line_want(line, "blackhole, prohibit or unreachable", &word) &&
	       (take_action(to, word) || line_fail(line, "a rule of type "
			"`%.64s` is not modelled in this version (only nop, "
			"blackhole, prohibit and unreachable); take it out",
			word));
}

static const struct keyword rule_words[] = {
	{ "not", read_not, false },
	{ "from", read_from, false },
	{ "to", read_to, false },
	{ "iif", read_iif, false },
	{ "dev", read_iif, false },
	{ "oif", read_oif, false },
	{ "fwmark", read_fwmark, false },
	{ "tos", read_tos, false },
	{ "dsfield", read_tos, false },
	{ "uidrange", read_uidrange, false },
	{ "ipproto", read_ipproto, false },
	{ "sport", read_sport, false },
	{ "dport", read_dport, false },
	{ "priority", read_priority, false },
	{ "preference", read_priority, false },
	{ "pref", read_priority, false },
	{ "order", read_priority, false },
	{ "table", read_table, false },
	{ "lookup", read_table, false },
	{ "goto", read_goto, false },
	{ "type", read_type, false },
	{ "suppress_prefixlength", read_suppress, false },
	{ "sup_pl", read_suppress, false },
	{ "protocol", read_protocol, false },
	{ "suppress_ifgroup", NULL, false },
	{ "sup_group", NULL, false },
	{ "realms", NULL, false },
	{ "tun_id", NULL, false },
	{ "l3mdev", NULL, false },
	{ "nat", NULL, false },
	{ "map-to", NULL, false },
	{ "unicast", NULL, false },
	{ "local", NULL, false },
	{ "broadcast", NULL, false },
	{ "multicast", NULL, false },
	{ "throw", NULL, false },
	{ NULL, NULL, false }
};

static const char *refusal(int32_t result, const struct fib_rule *r)
{
	if (result == -17)
		return "a rule like it is there at that priority; choose "
		       "another `pref`, or take one out";
	if (result == -105)
		return "no room for more rules or tables; take some out";
	if (result == -2)
		return "there is no such rule; add it above";
	if (r->action == FR_ACT_GOTO)
		return "goto leads on only (expected a rule of a greater "
		       "priority than this one's); correct it";
	if (r->target != 0)
		return "goto and another action; remove one";
	return "of a TOS rules know the bits 0x1c alone; clear the others";
}

static bool commit(struct host_line *line, struct rule_line *l, bool add)
{
	struct fib *f = &line->host->net->fib;
	int32_t result = add ? fib_newrule(f, l->r, l->named, true)
			     : fib_delrule(f, l->r, l->named);

	return result == 0 || line_fail(line, "the rule is refused: %s: %s",
		error_name(result), refusal(result, &l->r));
}

static bool read_rule(struct host_line *line, bool add)
{
	struct rule_line l = { .r = fib_rule_any() };

	l.r.action = add ? FR_ACT_TO_TBL : FR_ACT_UNSPEC;
	if (line->at == line->words)
		return line_fail(line, "`ip rule %s` says nothing of the rule "
			"(expected `from`, `pref`, `table` or another word); "
			"complete it", add ? "add" : "del");
	if (!line_keywords_or(line, rule_words, rule_word, &l))
		return false;
	if (add && !l.told)
		l.r.table = RT_TABLE_MAIN;
	return commit(line, &l, add);
}

bool read_ip_rule(struct host_line *line)
{
	const char *verb;

	line->what = "ip rule";
	if (!line_want(line, "add or del", &verb))
		return false;
	if (abbreviates(verb, "add"))
		return read_rule(line, true);
	return abbreviates(verb, "delete") ? read_rule(line, false)
					   : line_not_modelled(line, verb);
}
