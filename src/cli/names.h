/*
 * names: what the numbers of the core are called in output.
 */
#ifndef CLI_NAMES_H
#define CLI_NAMES_H

#include <stdint.h>

#include "cli/text.h"

/* What is printed about a drop site. */
struct drop_site_name {
	const char *site;	/* Muffin's word for the place */
	const char *reason;	/* Linux's, without SKB_DROP_REASON_ */
	const char *function;	/* the Linux function that decides */
	const char *detail;	/* finer word, or "" */
};

/* Each takes any number; one that has no name is called "?". */
struct name function_name(uint32_t fn);
const char *not_modelled_name(uint32_t what);
const struct drop_site_name *drop_site_name(uint32_t site);
/* The errno of a refusal, as in "EEXIST". */
const char *error_name(int32_t error);

/*
 * A counter as a JSON key: "Ip.InReceives": with quotes and colon.  Those of
 * IcmpMsg end before the type number, which the caller appends.
 */
struct name mib_key(uint32_t counter);

#endif
