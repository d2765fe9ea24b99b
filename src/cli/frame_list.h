/*
 * frame_list: frames in memory, so that they can be given again and again.
 */
#ifndef CLI_FRAME_LIST_H
#define CLI_FRAME_LIST_H

#include "cli/capture.h"

enum { FRAME_LIST_MAX = 512 << 20 };	/* bytes of frames */

/* Each frame owns its bytes and its name. */
struct frame_list {
	uint32_t n, room;
	size_t bytes;
	struct capture_frame *frame;
	char **comment;			/* of each frame; NULL: none */
};

/* A copy of the frame; false: it is one too many. */
bool frame_list_add(struct frame_list *l, const struct capture_frame *frame);
void frame_list_free(struct frame_list *l);

/* All frames of a capture; false: error says why. */
bool frame_list_load(struct frame_list *l, const char *name,
	struct capture_error *error);

/* Writes them as pcapng, with the names of their devices. */
bool frame_list_save(const struct frame_list *l, const char *name,
	struct capture_error *error);

#endif
