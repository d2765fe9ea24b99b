/*
 * host_files: a host file given as text, and the host or the message that
 * comes of it.
 */
#ifndef TESTS_HOST_FILES_H
#define TESTS_HOST_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/host_file.h"

#define ETH0 "dev eth0 type tap\n"
#define HOST ETH0 "ip addr add 10.0.0.2/24 dev eth0\n"

enum { IP_10_0_0_1 = 0x0a000001, IP_10_0_0_2 = 0x0a000002, ETH = 1 };

extern struct host host;
extern struct host_error error;

/* Makes the host anew of those bytes; false: error says why. */
bool parse_bytes(const char *bytes, size_t size);
void accepts(const char *lines);
/* The message begins with that: file, line and what is wrong. */
void refuses(const char *lines, const char *message);

/* A route of table main, which must be there. */
const struct fib_route *find_route(uint32_t dst, uint32_t plen);

/* The next that decides where r does not: of its prefix, in its order. */
const struct fib_route *next_route(const struct fib_route *r);

/* The setup and teardown of a group. */
int make_host(void **state);
int free_host(void **state);

#define TEST(name) cmocka_unit_test(test_##name)

#endif
