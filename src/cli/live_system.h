/*
 * live_system: what a live host asks of the real kernel.
 *
 * The core carries Linux's own names, which the system's headers would define
 * a second time: so no header of the core is included here, and the files that
 * implement this include none.
 */
#ifndef CLI_LIVE_SYSTEM_H
#define CLI_LIVE_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "cli/socket_words.h"

/* live_run.c: writes a file of /proc or /sys; false: errno. */
bool live_put(const char *path, const char *text);
/* Runs a program as its line says, without a shell. */
bool live_run(char *const *words, char *message, size_t room);

/* live_tap.c: a tap of that name and address, up; -1: errno. */
int live_tap(const char *name, uint64_t mac, uint32_t mtu);
bool live_loopback_up(void);

/* live_socket.c: opens a socket; -1: the message names the call. */
int live_socket(const struct socket_words *s, char *message, size_t room);

/* Is `recverr` among its options, and on? */
bool live_asks_errors(const struct socket_words *s);

/* An entry of an error queue [Linux struct sock_extended_err]. */
struct live_error {
	uint32_t err, origin, type, code, info;
	uint32_t offender;		/* host byte order */
};

/* live_recv.c: recvmsg(MSG_ERRQUEUE): bytes of the datagram, or -1. */
ssize_t live_errqueue(int fd, void *bytes, size_t room, struct live_error *e);
/* Bytes of memory that wait in the receive queue. */
uint32_t live_memory(int fd);

/* live_wire.c: two ends of a stream between two processes. */
bool live_pair(int ends[2]);
/* All of it; false: the other side is gone. */
bool live_send(int fd, const void *bytes, size_t size);
bool live_receive(int fd, void *bytes, size_t size);

#endif
