/* diff_compare: see the header. */
#include "cli/diff_compare.h"

#define DIFF_NAME(name) #name,
static const char *const kind_names[] = { DIFF_KINDS(DIFF_NAME) };

/*
 * kfree_skb tells the function that freed the packet.  It is not the one that
 * decides in the source, and that Muffin names, where that one was inlined or
 * hands its reason back to be freed there.
 */
static const struct {
	const char *freed_by, *decided;
} pairs[] = {
	{ "ip_local_deliver_finish", "ip_protocol_deliver_rcu" },
	{ "__udp4_lib_rcv", "__udp4_lib_mcast_deliver" },
	{ "icmp_rcv", "icmp_unreach" },
	{ "icmp_rcv", "icmp_redirect" },
	{ "icmp_rcv", "icmp_timestamp" },
};

/* Details and reasons of drops at a capacity that spec/deviations.md names. */
static const char *const capacities[] = { "FRAGMENT_NO_ROOM", "NOMEM" };

const char *diff_kind_name(enum diff_kind kind)
{
	return kind < DIFF_MAX ? kind_names[kind] : "?";
}

bool same_function(const char *freed_by, const char *decided)
{
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (strcmp(pairs[i].freed_by, freed_by) == 0 &&
		    strcmp(pairs[i].decided, decided) == 0)
			return true;
	return strcmp(freed_by, decided) == 0;
}

bool same_words(const struct word_list *a, const struct word_list *b)
{
	uint32_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (strcmp(word_list_get(a, i), word_list_get(b, i)) != 0)
			return false;
	return true;
}

bool same_set(const struct word_list *a, const struct word_list *b)
{
	uint32_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++) {
		const char *word = word_list_get(a, i);

		if (word_list_count(a, a->n, word) !=
		    word_list_count(b, b->n, word))
			return false;
	}
	return true;
}

static void judge(struct comparison *c, enum diff_kind kind, bool same)
{
	c->judged |= 1u << kind;
	if (!same)
		c->differs |= 1u << kind;
}

static void judge_lists(struct comparison *c, const struct answer *l,
	const struct answer *m)
{
	judge(c, DIFF_deliveries, same_words(&l->deliveries, &m->deliveries));
	judge(c, DIFF_frames, same_words(&l->frames, &m->frames));
	judge(c, DIFF_counters, same_words(&l->counters, &m->counters));
}

/* Linux's NOT_SPECIFIED says nothing: then the function must tell. */
static void judge_drop(struct comparison *c, const struct answer *l,
	const struct answer *m)
{
	if (strcmp(l->reason, "NOT_SPECIFIED") != 0 ||
	    strcmp(m->reason, "NOT_SPECIFIED") != 0)
		judge(c, DIFF_reason, strcmp(l->reason, m->reason) == 0);
	judge(c, DIFF_function, same_function(l->at, m->at));
}

static bool was(const struct answer *a, const char *verdict)
{
	return strcmp(a->verdict, verdict) == 0;
}

static struct comparison set_apart(enum apart_kind kind, const char *word)
{
	return (struct comparison){ 0, 0, *word ? word : "?", kind };
}

static const char *capacity(const struct answer *m)
{
	size_t i;

	for (i = 0; i < sizeof(capacities) / sizeof(capacities[0]); i++)
		if (strcmp(m->detail, capacities[i]) == 0 ||
		    strcmp(m->reason, capacities[i]) == 0)
			return capacities[i];
	return NULL;
}

/*
 * The kernel sends ICMP by one socket a processor, for all namespaces: while
 * packets, whosever, wait for a neighbour, it may have no room for ours.
 */
bool was_crowded(const struct answer *l)
{
	const struct word_list *c = &l->counters;

	return word_list_count(c, c->n, "Icmp.OutErrors 1") > 0 &&
	       word_list_count(c, c->n, "Ip.OutDiscards 1") > 0;
}

struct comparison compare_answers(const struct answer *l,
	const struct answer *m)
{
	struct comparison c = { 0, 0, NULL, APART_NOT_MODELLED };

	if (was(m, "not_modelled"))
		return set_apart(APART_NOT_MODELLED, m->detail);
	if (was(l, "not_modelled"))
		return set_apart(APART_NOT_ASKED, l->detail);
	if (was_crowded(l) && !was_crowded(m))
		return set_apart(APART_NOT_ASKED, "crowded");
	if (capacity(m) && strcmp(l->reason, m->reason) != 0)
		return set_apart(APART_CAPACITY, capacity(m));
	judge(&c, DIFF_verdict, strcmp(l->verdict, m->verdict) == 0);
	if (was(l, "dropped") && was(m, "dropped"))
		judge_drop(&c, l, m);
	judge_lists(&c, l, m);
	return c;
}

static bool holds(const struct word_list *l, const char *word)
{
	return word_list_count(l, l->n, word) > 0;
}

/* The order in which several timers run is the timer wheel's. */
struct comparison compare_timers(const struct answer *l,
	const struct answer *m)
{
	struct comparison c = { 0, 0, NULL, APART_NOT_MODELLED };

	if (l->reasons.n > 0 && m->reasons.n > 0)
		judge(&c, DIFF_reason, holds(&m->reasons, l->reason));
	judge(&c, DIFF_deliveries, same_words(&l->deliveries, &m->deliveries));
	judge(&c, DIFF_frames, same_set(&l->frames, &m->frames));
	judge(&c, DIFF_counters, same_words(&l->counters, &m->counters));
	return c;
}

void compare_igmp(struct comparison *c, const struct word_list *l,
	const struct word_list *m)
{
	judge(c, DIFF_igmp, same_set(l, m));
}
