/*
 * The hosts that fuzz/frame.c sends frames to, once as Muffin holds them and
 * once as the model does: both are read from the same host file text, each by
 * a reader of its own.
 */
#ifndef FUZZ_HOSTS_H
#define FUZZ_HOSTS_H

#include "fuzz/model.h"

struct fuzz_host {
	const char *name;
	const char *text;	/* a host file */
};

enum { FUZZ_HOSTS = 5 };

extern const struct fuzz_host fuzz_hosts[FUZZ_HOSTS];

/* Fills in the model's host; a line that it does not know aborts. */
void fuzz_model_load(struct model_host *model, const char *text);

#endif
