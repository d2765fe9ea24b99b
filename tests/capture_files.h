/*
 * capture_files: capture files built in memory, byte by byte, in the byte
 * order the test asks for; and a directory of a test's own for real files.
 */
#ifndef TESTS_CAPTURE_FILES_H
#define TESTS_CAPTURE_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cli/capture.h"

#define SECOND INT64_C(1000000000)

struct file {
	uint8_t bytes[4096];
	size_t size;
	bool big_endian;
};

void put(struct file *f, uint64_t value, size_t width);
void put_text(struct file *f, const char *text, size_t size);

void pcap_header(struct file *f, uint32_t magic, uint32_t linktype);
void pcap_record(
	struct file *f, uint32_t fraction, uint32_t caplen, uint32_t len);
/* A pcap of one frame of four bytes "muff", 60 on the wire. */
void one_record(struct file *f, uint32_t magic, uint32_t fraction);

/* A block around a body of 32-bit words; returns where its length stands. */
size_t block_begin(struct file *f, uint32_t type);
void block_end(struct file *f, size_t at);
void section(struct file *f);
/* name has four bytes; tsresol and tsoffset as in the file. */
void interface(struct file *f, uint32_t linktype, const char *name,
	uint32_t tsresol, uint64_t tsoffset);
/* An enhanced packet of four bytes "muff", left open for options. */
size_t packet(struct file *f, uint32_t interface_id, uint64_t units);

struct capture *open_file(const struct file *f);
/* The file gives that many frames, then fails with that text in its message. */
void assert_fails(const struct file *f, int frames, const char *text);
void assert_does_not_open(const struct file *f, const char *text);
void assert_one_frame(const struct file *f, uint32_t linktype, int64_t ts_ns);

/* The setup and teardown of a group: *state names a directory. */
int make_directory(void **state);
int remove_directory(void **state);
/* A name in it. */
const char *path(char *to, const char *directory, const char *name);

#endif
