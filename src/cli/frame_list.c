/* frame_list: see the header. */
#include "cli/frame_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/pcapng_writer.h"

enum { FIRST_ROOM = 64, INTERFACES = 64 };

static bool grow(struct frame_list *l)
{
	uint32_t room = l->room ? 2 * l->room : FIRST_ROOM;
	void *p = realloc(l->frame, room * sizeof(*l->frame));

	if (!p)
		return false;
	l->frame = p;
	p = realloc(l->comment, room * sizeof(*l->comment));
	if (!p)
		return false;
	l->comment = p;
	l->room = room;
	return true;
}

static char *comment_of(const struct capture_frame *frame)
{
	struct capture_option option;

	if (!capture_option(frame, CAPTURE_OPTION_COMMENT, 0, &option))
		return NULL;
	return strndup((const char *)option.bytes, option.length);
}

bool frame_list_add(struct frame_list *l, const struct capture_frame *frame)
{
	uint8_t *bytes;
	struct capture_frame *f;

	if (l->bytes + frame->caplen > FRAME_LIST_MAX ||
	    (l->n == l->room && !grow(l)))
		return false;
	bytes = malloc(frame->caplen + 1);
	if (!bytes)
		return false;
	memcpy(bytes, frame->bytes, frame->caplen);
	l->comment[l->n] = comment_of(frame);
	f = &l->frame[l->n++];
	*f = *frame;
	f->bytes = bytes;
	f->if_name = frame->if_name ? strdup(frame->if_name) : NULL;
	f->options = NULL;
	f->options_length = 0;
	l->bytes += frame->caplen;
	return true;
}

void frame_list_free(struct frame_list *l)
{
	uint32_t i;

	for (i = 0; i < l->n; i++) {
		free((void *)(uintptr_t)l->frame[i].bytes);
		free((void *)(uintptr_t)l->frame[i].if_name);
		free(l->comment[i]);
	}
	free(l->comment);
	free(l->frame);
	memset(l, 0, sizeof(*l));
}

bool frame_list_load(struct frame_list *l, const char *name,
	struct capture_error *error)
{
	struct capture *capture = capture_open(name, error);
	struct capture_frame frame;
	int result = 0;

	while (capture && (result = capture_next(capture, &frame)) == 1)
		if (!frame_list_add(l, &frame))
			break;
	if (result == 1)
		snprintf(error->text, sizeof(error->text), "%.400s: frames of "
			"more than %d MiB (they are kept in memory); split "
			"the capture", name, FRAME_LIST_MAX >> 20);
	else if (result < 0)
		snprintf(error->text, sizeof(error->text), "%s",
			capture_message(capture));
	capture_close(capture);
	return capture && result == 0;
}

/* An interface for each name and link type, made when it is first met. */
struct saver {
	struct pcapng_writer *writer;
	int n;
	const struct capture_frame *first[INTERFACES];
};

static bool same_name(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static int interface(struct saver *s, const struct capture_frame *f)
{
	int i;

	for (i = 0; i < s->n; i++)
		if (s->first[i]->linktype == f->linktype &&
		    same_name(s->first[i]->if_name, f->if_name))
			return i;
	if (s->n == INTERFACES)
		return -1;
	s->first[s->n] = f;
	s->n++;
	return pcapng_writer_device(s->writer, f->if_name, f->linktype, 0);
}

static bool save(struct saver *s, const struct capture_frame *f)
{
	int device = interface(s, f);
	struct pcapng_frame p;

	memset(&p, 0, sizeof(p));
	p.device = (uint32_t)device;
	p.bytes = f->bytes;
	p.caplen = f->caplen;
	p.len = f->len;
	p.ts_ns = f->ts_ns;
	p.direction = PCAPNG_IN;
	p.packet_id = f->number;
	return device >= 0 && pcapng_writer_frame(s->writer, &p) == 0;
}

bool frame_list_save(const struct frame_list *l, const char *name,
	struct capture_error *error)
{
	struct saver s = { pcapng_writer_open(name, error), 0, { NULL } };
	uint32_t i;

	if (!s.writer)
		return false;
	for (i = 0; i < l->n; i++)
		if (!save(&s, &l->frame[i]))
			break;
	snprintf(error->text, sizeof(error->text), "%.400s: more than %d "
		"interfaces", name, INTERFACES);
	return pcapng_writer_close(s.writer, error) == 0 && i == l->n;
}
