/* diff_answer: see the header. */
#include "cli/diff_answer.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/diff_frame.h"

enum { VALUES_MAX = 65536, LIST_START = 16, IGMP_V1_REPORT = 0x12,
	IGMP_V2_REPORT = 0x16 };

void word_list_free(struct word_list *l)
{
	text_free(&l->bytes);
	free(l->at);
	*l = (struct word_list){ { NULL, 0, 0 }, 0, 0, NULL };
}

void word_list_clear(struct word_list *l)
{
	l->bytes.size = 0;
	l->n = 0;
}

static void *grown(void *p, size_t size)
{
	p = realloc(p, size);
	if (!p) {
		fputs("muffin: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

void word_list_add(struct word_list *l, const char *word)
{
	if (l->n == l->room) {
		l->room = l->room ? 2 * l->room : LIST_START;
		l->at = grown(l->at, l->room * sizeof(*l->at));
	}
	l->at[l->n++] = l->bytes.size;
	text_bytes(&l->bytes, word, strlen(word) + 1);
}

const char *word_list_get(const struct word_list *l, uint32_t i)
{
	return l->bytes.bytes + l->at[i];
}

uint32_t word_list_count(const struct word_list *l, uint32_t n,
	const char *word)
{
	uint32_t i, found = 0;

	for (i = 0; i < n; i++)
		found += strcmp(word_list_get(l, i), word) == 0;
	return found;
}

/* Words are sorted by what stands before their first space. */
static bool above(const struct word_list *l, size_t a, size_t b)
{
	const char *x = l->bytes.bytes + a;
	const char *y = l->bytes.bytes + b;
	size_t n = strcspn(x, " "), m = strcspn(y, " ");
	int order = memcmp(x, y, n < m ? n : m);

	return order > 0 || (order == 0 && n > m);
}

/* Equals keep their order; the lists are short. */
static void word_list_sort(struct word_list *l)
{
	uint32_t i, j;

	for (i = 1; i < l->n; i++) {
		size_t at = l->at[i];

		for (j = i; j > 0 && above(l, l->at[j - 1], at); j--)
			l->at[j] = l->at[j - 1];
		l->at[j] = at;
	}
}

void answer_free(struct answer *a)
{
	word_list_free(&a->deliveries);
	word_list_free(&a->frames);
	word_list_free(&a->igmp);
	word_list_free(&a->counters);
	word_list_free(&a->reasons);
	free(a->values);
	a->values = NULL;
}

void answer_clear(struct answer *a)
{
	a->told = false;
	a->verdict[0] = a->reason[0] = a->detail[0] = a->at[0] = '\0';
	a->saddr = 0;
	a->group = 0;
	word_list_clear(&a->deliveries);
	word_list_clear(&a->frames);
	word_list_clear(&a->igmp);
	word_list_clear(&a->counters);
	word_list_clear(&a->reasons);
}

bool answer_tells(const struct answer *a)
{
	return a->told && (a->deliveries.n > 0 || a->frames.n > 0 ||
		a->counters.n > 0 || (a->reasons.n > 0 && a->igmp.n == 0));
}

static void copy(char *to, const struct json_value *v, const char *key)
{
	const char *text = json_text(v, key);

	snprintf(to, ANSWER_WORD, "%s", text ? text : "");
}

static void put(struct text *t, const char *word)
{
	text_put(t, word ? word : "?");
}

/* What a raw socket read may be our own answer, looped back to us. */
static void put_packet(struct text *t, const char *hex,
	const struct host_facts *facts)
{
	uint32_t source;

	packet_normal_hex(t, hex, packet_is_icmp_answer(hex, &source) &&
		is_own_address(facts, source));
}

/* "name got HEX", "name waits", "name error E", "name errqueue E 2 3/3 ..." */
static void put_delivery(struct text *t, const struct json_value *v,
	const struct host_facts *facts, bool raw)
{
	static const char *const keys[] = { "error", "origin", "type", "code",
		"info", "offender", "data" };
	const struct json_value *queued = json_member(v, "errqueue");
	size_t i;

	if (queued) {
		text_put(t, " errqueue");
		for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
			text_byte(t, ' ');
			put(t, json_text(queued, keys[i]));
		}
	} else if (json_text(v, "error")) {
		text_put(t, " error ");
		put(t, json_text(v, "error"));
	} else if (json_text(v, "data")) {
		text_put(t, " got ");
		if (raw)
			put_packet(t, json_text(v, "data"), facts);
		else
			put(t, json_text(v, "data"));
	} else {
		text_put(t, " waits");
	}
}

static void add_text(struct word_list *l, struct text *t)
{
	text_byte(t, '\0');
	word_list_add(l, t->bytes);
	text_free(t);
}

static void add_deliveries(struct answer *a, const struct json_value *v,
	const struct host_facts *groups)
{
	const struct json_value *s = json_member(v, "sockets");

	for (s = s ? s->child : NULL; s; s = s->next) {
		struct text t = { NULL, 0, 0 };
		const char *name = json_text(s, "name");

		put(&t, reuseport_name(groups, name ? name : "?"));
		put_delivery(&t, s, groups,
			name && is_raw_socket(groups, name));
		add_text(&a->deliveries, &t);
	}
}

/* Takes what was counted under that name out of the list. */
static uint64_t take_counter(struct word_list *l, const char *name)
{
	size_t size = strlen(name);
	uint32_t i;

	for (i = 0; i < l->n; i++) {
		const char *word = word_list_get(l, i);

		if (strncmp(word, name, size) != 0 || word[size] != ' ')
			continue;
		l->at[i] = l->at[--l->n];
		return strtoull(word + size, NULL, 10);
	}
	return 0;
}

static int64_t count_of(const struct answer *a, const char *name)
{
	size_t size = strlen(name);
	uint32_t i;

	for (i = 0; i < a->counters.n; i++) {
		const char *word = word_list_get(&a->counters, i);

		if (strncmp(word, name, size) == 0 && word[size] == ' ')
			return strtoll(word + size, NULL, 10);
	}
	return 0;
}

/* by < 0: what our own IGMP was counted as is taken out again. */
static void change_counter(struct answer *a, const char *name, int64_t by)
{
	int64_t n = (int64_t)take_counter(&a->counters, name) + by;
	char word[2 * ANSWER_WORD];

	if (n == 0)
		return;
	snprintf(word, sizeof(word), "%.64s %lld", name, (long long)n);
	word_list_add(&a->counters, word);
}

static void add_counters(struct answer *a, const struct json_value *v)
{
	const struct json_value *m = json_member(v, "mib");

	for (m = m ? m->child : NULL; m; m = m->next)
		if (m->text)
			change_counter(a, m->key, strtoll(m->text, NULL, 10));
}

/* The copy that came back by loopback: reports of versions 1 and 2. */
static void leave_out_loop(struct answer *a, int64_t octets)
{
	if (count_of(a, "IpExt.InMcastPkts") <= a->group)
		return;
	change_counter(a, "Ip.InReceives", -1);
	change_counter(a, "Ip.InDelivers", -1);
	change_counter(a, "IpExt.InMcastPkts", -1);
	change_counter(a, "IpExt.InMcastOctets", -octets);
	change_counter(a, "IpExt.InOctets", -octets);
	change_counter(a, "IpExt.InNoECTPkts", -1);
}

static void add_own_igmp(struct answer *a, struct text *t, int64_t octets,
	uint32_t type)
{
	change_counter(a, "Ip.OutRequests", -1);
	change_counter(a, "Ip.OutTransmits", -1);
	change_counter(a, "IpExt.OutMcastPkts", -1);
	change_counter(a, "IpExt.OutMcastOctets", -octets);
	change_counter(a, "IpExt.OutOctets", -octets);
	if (type == IGMP_V1_REPORT || type == IGMP_V2_REPORT)
		leave_out_loop(a, octets);
	add_text(&a->igmp, t);
}

/* After the counters, of which it may take some out. */
static void add_frames(struct answer *a, const struct json_value *v,
	const struct host_facts *facts)
{
	const struct json_value *f = json_member(v, "out");

	for (f = f ? f->child : NULL; f; f = f->next) {
		const char *hex = json_text(f, "hex");
		struct text t = { NULL, 0, 0 };
		uint32_t source, type;

		put(&t, json_text(f, "dev"));
		text_byte(&t, ' ');
		frame_normal_hex(&t, hex, a->saddr);
		if (frame_is_igmp(hex, &source, &type) &&
		    is_own_address(facts, source))
			add_own_igmp(a, &t, frame_octets(hex), type);
		else
			add_text(&a->frames, &t);
	}
}

/* Seconds with nine digits behind the point. */
static int64_t nanoseconds(const char *text)
{
	char *point;
	int64_t s = text ? strtoll(text, &point, 10) : 0;
	int64_t ns = text && *point == '.' ? strtoll(point + 1, NULL, 10) : 0;

	return s * INT64_C(1000000000) + (text && *text == '-' ? -ns : ns);
}

static void add_words(struct answer *a, const struct json_value *v)
{
	const struct json_value *tuple = json_member(v, "tuple");
	const char *source = json_text(tuple, "saddr");
	const char *group = json_text(tuple, "daddr");
	const char *number = json_text(v, "n");
	struct in_addr address;

	a->told = true;
	a->number = number ? strtoull(number, NULL, 10) : 0;
	a->ts_ns = nanoseconds(json_text(v, "ts"));
	if (source && inet_pton(AF_INET, source, &address) == 1)
		a->saddr = ntohl(address.s_addr);
	if (group && inet_pton(AF_INET, group, &address) == 1)
		a->group = ntohl(address.s_addr) >> 28 == 0xe;
	copy(a->verdict, v, "verdict");
	copy(a->reason, v, "reason");
	copy(a->detail, v, "detail");
	copy(a->at, v, "at");
	if (*a->reason)
		word_list_add(&a->reasons, a->reason);
}

bool answer_add(struct answer *a, char *line, size_t size,
	const struct host_facts *groups)
{
	const struct json_value *v;

	if (!a->values)
		a->values = grown(NULL, VALUES_MAX * sizeof(*a->values));
	v = json_read(line, size, a->values, VALUES_MAX);
	if (!json_text(v, "verdict"))
		return false;
	add_words(a, v);
	add_deliveries(a, v, groups);
	add_counters(a, v);
	add_frames(a, v, groups);
	word_list_sort(&a->deliveries);
	word_list_sort(&a->frames);
	word_list_sort(&a->counters);
	return true;
}
