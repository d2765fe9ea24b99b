/* annotate: see the header. */
#include "cli/annotate.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/linktype.h"
#include "cli/pcapng_writer.h"
#include "cli/table.h"

/* An interface of the file: a device, once for each of its link types. */
struct interface {
	uint32_t dev, linktype;
};

struct annotate {
	struct pcapng_writer *writer;
	struct text comment;
	uint32_t n;
	struct interface interface[PCAPNG_DEVICES];
};

struct annotate *annotate_open(const char *name, struct capture_error *error)
{
	struct annotate *a = calloc(1, sizeof(*a));

	if (!a) {
		snprintf(error->text, sizeof(error->text), "out of memory");
		return NULL;
	}
	a->writer = pcapng_writer_open(name, error);
	if (a->writer)
		return a;
	free(a);
	return NULL;
}

/* The index of the interface, made when it is first met; or -1. */
static int interface_of(struct annotate *a, const struct host *host,
	uint32_t dev, uint32_t linktype)
{
	uint32_t i;

	for (i = 0; i < a->n; i++)
		if (a->interface[i].dev == dev &&
		    a->interface[i].linktype == linktype)
			return (int)i;
	if (a->n == PCAPNG_DEVICES ||
	    pcapng_writer_device(a->writer, host_device_name(host, dev),
		    linktype, 0) < 0)
		return -1;
	a->interface[a->n] = (struct interface){ dev, linktype };
	return (int)a->n++;
}

static bool write_frame(struct annotate *a, int device,
	struct pcapng_frame *frame)
{
	if (device < 0)
		return false;
	text_byte(&a->comment, '\0');
	frame->comment = a->comment.bytes;
	frame->device = (uint32_t)device;
	return pcapng_writer_frame(a->writer, frame) == 0;
}

static bool write_sent(struct annotate *a, const struct outcome *o,
	const struct sent *s, const struct host *host)
{
	const uint8_t *bytes = (const uint8_t *)o->bytes.bytes + s->at;
	struct pcapng_frame frame = {
		.bytes = bytes,
		.caplen = s->len,
		.len = s->len,
		.ts_ns = o->ts_ns,
		.direction = PCAPNG_OUT,
		.packet_id = o->number,
	};

	a->comment.size = 0;
	text_put(&a->comment, o->timer ? "sent by a timer after frame "
				       : "sent for frame ");
	text_number(&a->comment, o->number);
	text_put(&a->comment, ": ");
	packet_words(&a->comment, ethernet_view(bytes, s->len));
	return write_frame(a,
		interface_of(a, host, s->dev, LINKTYPE_ETHERNET), &frame);
}

bool annotate_outcome(struct annotate *a, const struct outcome *o,
	const struct host *host, const char *json)
{
	struct pcapng_frame frame = {
		.bytes = o->frame,
		.caplen = o->caplen,
		.len = o->len,
		.ts_ns = o->ts_ns,
		.direction = PCAPNG_IN,
		.packet_id = o->number,
		.json = json,
	};
	uint32_t i;

	if (!o->timer) {
		a->comment.size = 0;
		table_comment(&a->comment, o, host);
		if (!write_frame(a, interface_of(a, host, o->dev, o->linktype),
			    &frame))
			return false;
	}
	for (i = 0; i < o->sents; i++)
		if (!write_sent(a, o, &o->sent[i], host))
			return false;
	return true;
}

bool annotate_close(struct annotate *a, struct capture_error *error)
{
	int result;

	if (!a)
		return true;
	result = pcapng_writer_close(a->writer, error);
	text_free(&a->comment);
	free(a);
	return result == 0;
}
