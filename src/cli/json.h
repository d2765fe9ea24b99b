/*
 * json: an outcome as one JSON object: keys, order and spelling are those of
 * pcaps/verdict.schema.json, which programs rely on.
 */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include "cli/outcome.h"

/* Appends the object, without a newline. */
void json_outcome(struct text *t, const struct outcome *o,
	const struct host *host);

#endif
