/*
 * generate: random frames for a host: addressed to what its file names, well
 * formed for the most part, then bent a little.
 */
#ifndef CLI_GENERATE_H
#define CLI_GENERATE_H

#include "cli/frame_list.h"
#include "cli/host_file.h"

enum { GENERATE_MAX = 10000000 };

/*
 * Adds n frames, a millisecond apart; the same seed and text make the same.
 * false: they do not fit into memory.
 */
bool generate_frames(struct frame_list *to, const struct host_text *text,
	uint32_t seed, uint32_t n);

#endif
