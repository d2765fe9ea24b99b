/*
 * diff_answer: a line of verdict JSON made ready for comparison: what may
 * differ for no reason of substance is taken out of it.
 */
#ifndef CLI_DIFF_ANSWER_H
#define CLI_DIFF_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/host_facts.h"
#include "cli/json_read.h"
#include "cli/text.h"

/* Words one behind the other. */
struct word_list {
	struct text bytes;
	uint32_t n, room;
	size_t *at;		/* where each begins in bytes */
};

void word_list_free(struct word_list *l);
void word_list_add(struct word_list *l, const char *word);
void word_list_clear(struct word_list *l);
/* How often the word is among the first n. */
uint32_t word_list_count(const struct word_list *l, uint32_t n,
	const char *word);
const char *word_list_get(const struct word_list *l, uint32_t i);

enum { ANSWER_WORD = 64 };

struct answer {
	bool told;		/* a line was read */
	uint64_t number;
	int64_t ts_ns;
	char verdict[ANSWER_WORD], reason[ANSWER_WORD];	/* "": null */
	char detail[ANSWER_WORD], at[ANSWER_WORD];
	uint32_t saddr;		/* of the frame that entered; 0: none */
	int64_t group;		/* 1: that frame went to a group */
	struct word_list deliveries;	/* by name, then as they came */
	struct word_list frames;	/* by device, then as they came */
	struct word_list igmp;		/* frames of our own IGMP, kept apart */
	struct word_list counters;	/* by name, "Ip.InReceives 1" */
	struct word_list reasons;	/* of all lines */
	struct json_value *values;	/* room for the reader */
};

/*
 * IGMP of the host's own is taken out of frames and counters: it is sent when
 * its timers will, which are random.
 */
void answer_free(struct answer *a);
void answer_clear(struct answer *a);

/* Whether something is told beside the IGMP that was taken out. */
bool answer_tells(const struct answer *a);

/*
 * Adds a line, of which it writes to the bytes: several lines sum up, and the
 * words of the last one stay.  false: it is no verdict.
 */
bool answer_add(struct answer *a, char *line, size_t size,
	const struct host_facts *groups);

#endif
