/*
 * socket_words: a `socket` line of a host file as it was written, without the
 * checks of the core: for whoever opens such a socket in a real kernel.
 */
#ifndef CLI_SOCKET_WORDS_H
#define CLI_SOCKET_WORDS_H

#include "cli/host_words.h"

enum { SOCKET_JOINS = 64, SOCKET_OPTIONS = 16, SOCKET_NAME = 64 };

struct socket_endpoint {
	bool given;
	uint32_t address, port;		/* host byte order */
};

enum join_kind { JOIN_ANY, JOIN_FROM, JOIN_EXCEPT };

struct socket_join {
	enum join_kind kind;
	uint32_t group, source;		/* host byte order */
	char dev[16];			/* "": a route says which */
};

struct socket_option {
	const char *name;
	uint32_t value;
};

struct socket_words {
	const char *name;
	const char *kind;		/* udp, udplite, raw, ping */
	uint32_t protocol;		/* of a raw socket */
	struct socket_endpoint bind, connect;
	const char *dev;		/* NULL: none */
	const char *filter;		/* classic BPF as text; NULL: none */
	bool reuseaddr, reuseport, broadcast, noread, rcvbuf;
	uint32_t rcvbuf_size;
	uint32_t joins, options;
	struct socket_join join[SOCKET_JOINS];
	struct socket_option option[SOCKET_OPTIONS];
};

/*
 * Reads a line that begins with `socket`; the words stay in w.  false: `wrong`
 * is the word that could not be read.
 */
bool socket_words_read(struct socket_words *s, const struct host_words *w,
	const char **wrong);

/* Host byte order; false: it is no IPv4 address. */
bool address_word(const char *word, uint32_t *to);
/* The 48 bits of aa:bb:cc:dd:ee:ff, which host_file has checked. */
uint64_t mac_word(const char *word);

#endif
