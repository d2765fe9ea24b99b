/*
 * diff_compare: where two answers to the same frame differ, and what is not
 * compared because one side did not answer.
 */
#ifndef CLI_DIFF_COMPARE_H
#define CLI_DIFF_COMPARE_H

#include "cli/diff_answer.h"

#define DIFF_KINDS(X)                                                          \
	X(verdict) X(reason) X(function) X(deliveries) X(frames) X(counters)   \
	X(igmp)

#define DIFF_ENUM(name) DIFF_##name,
enum diff_kind { DIFF_KINDS(DIFF_ENUM) DIFF_MAX };

/* Why a frame is not compared. */
enum apart_kind {
	APART_NOT_MODELLED,	/* Muffin says so */
	APART_NOT_ASKED,	/* no tap takes such a frame */
	APART_CAPACITY,		/* Muffin's is below Linux's */
	APART_MAX
};

/* Bit 1 << kind. */
struct comparison {
	uint32_t judged;	/* there was something to compare */
	uint32_t differs;
	const char *apart;	/* not compared, and the word why; or NULL */
	enum apart_kind apart_kind;
};

const char *diff_kind_name(enum diff_kind kind);

/* Linux's and Muffin's answer to one frame. */
struct comparison compare_answers(const struct answer *linux,
	const struct answer *muffin);

/* The same of what timers did: no verdict, no function. */
struct comparison compare_timers(const struct answer *linux,
	const struct answer *muffin);

/* Linux had no room to send its ICMP message. */
bool was_crowded(const struct answer *linux);

/* What IGMP the host sent by itself in its whole life. */
void compare_igmp(struct comparison *c, const struct word_list *linux,
	const struct word_list *muffin);

/* Whether a drop that Linux tells of one function is Muffin's other one. */
bool same_function(const char *freed_by, const char *decided);

bool same_words(const struct word_list *a, const struct word_list *b);
/* In any order. */
bool same_set(const struct word_list *a, const struct word_list *b);

#endif
