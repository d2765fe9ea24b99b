/*
 * bench/fib [SIZE...]: the trie of routes beside DPDK's tables, a binary trie
 * and a plain walk of a level-compressed trie; bench/fib.sh runs it.
 *
 * Prints a table for each number of prefixes, then what was to be reached.
 */
#include "dpdk.h"
#include "run.h"
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>

static const struct peer *const peers[] = {
	&peer_binary, &peer_muffin, &peer_lpm, &peer_fib, &peer_lc
};

enum { BINARY, MUFFIN, LPM, FIB, LC, NPEERS };

/* On the CPU it is on, with pages of one size for all. */
static void settle(void)
{
	int cpu = sched_getcpu();
	cpu_set_t set;

	if (cpu < 0)
		cpu = 0;
	dpdk_start((unsigned)cpu);
	CPU_ZERO(&set);
	CPU_SET((unsigned)cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set) != 0 ||
	    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0) != 0) {
		perror("fib");
		exit(1);
	}
}

static void print_head(uint32_t n, const struct answers *a)
{
	static const char *const kind[] = { "random", "in-prefix", "Zipf" };

	printf("%u prefixes; answers agree:", n);
	for (int k = 0; k < NKINDS; k++)
		printf("%s %s %.2f %% hit, sum %llx", k ? "," : "", kind[k],
			a->hits[k] * 100, (unsigned long long)a->sum[k]);
	printf("\n%-12s %15s %15s %15s %8s %8s %9s\n", "", "random",
		"in-prefix", "Zipf", "insert", "delete", "bytes");
	printf("%-12s", "");
	for (int k = 0; k < NKINDS; k++)
		printf(" %7s %7s", "thr", "lat");
	printf(" %8s %8s %9s\n", "", "", "/prefix");
}

static void print_row(const char *name, const struct result *r)
{
	printf("%-12s", name);
	for (int k = 0; k < NKINDS; k++)
		printf(" %7.1f %7.1f", r->lookup[k], r->chain[k]);
	if (r->insert > 0)
		printf(" %8.0f %8.0f", r->insert, r->remove);
	else
		printf(" %8s %8s", "-", "-");
	printf(" %9.1f\n", r->bytes);
}

static void goal(const char *what, double reached, double limit, bool met)
{
	printf("%-44s %8.2f %8.2f  %s\n", what, limit, reached,
		met ? "yes" : "no");
}

/* Both readings of a limit on lookups: absolute, and beside the plain walk. */
static void goals_lookup(const char *ns, const char *ratio, double limit,
	enum key_kind kind, const struct result *r)
{
	double m = r[MUFFIN].lookup[kind], q = m / r[LC].lookup[kind];

	goal(ns, m, limit, m <= limit);
	goal(ratio, q, 0.75, q <= 0.75);
}

static void goals_million(const struct result *r)
{
	const struct result *m = &r[MUFFIN];

	goals_lookup("1M Zipf lookup, ns", "  or: of the LC walk's time",
		18, KEYS_ZIPF, r);
	goal("1M insert, ns", m->insert, 400, m->insert <= 400);
	goal("1M delete, ns", m->remove, 600, m->remove <= 600);
	goal("1M bytes a prefix", m->bytes, 46, m->bytes <= 46);
}

static void measure(uint32_t n, struct result *r)
{
	struct table t = table_new(n);
	struct answers a = run(peers, NPEERS, &t, r);

	print_head(n, &a);
	for (uint32_t i = 0; i < NPEERS; i++)
		print_row(peers[i]->name, &r[i]);
	printf("\n");
	fflush(stdout);
	table_free(&t);
}

/* The results of the first and the last of the four sizes. */
static void print_goals(const struct result *small, const struct result *big)
{
	printf("%-44s %8s %8s\n", "goal", "limit", "reached");
	goals_lookup("1k in-prefix lookup, ns", "  or: of the LC walk's time",
		8, KEYS_INSIDE, small);
	goals_million(big);
}

int main(int argc, char **argv)
{
	static const uint32_t size[] = { 1000, 10000, 100000, 1000000 };
	static struct result r[4][NPEERS];

	settle();
	if (argc > 1) {
		for (int i = 1; i < argc; i++)
			measure((uint32_t)atoi(argv[i]), r[0]);
		return 0;
	}
	for (int i = 0; i < 4; i++)
		measure(size[i], r[i]);
	print_goals(r[0], r[3]);
	return 0;
}
