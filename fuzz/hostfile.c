/*
 * Fuzz target: any bytes as a host file.
 *
 * Whatever is accepted is a host that keeps the core's bounds; whatever is
 * refused has one printable line that begins with the file's name, and the
 * same bytes are refused with the same words again.
 *
 *	clang -fsanitize=fuzzer,address,undefined -Isrc -I. -D_GNU_SOURCE \
 *		fuzz/hostfile.c src/cli/host*.c src/cli/names.c \
 *		src/core/[a-z]*.c src/ipv4/[a-z]*.c src/lib/[a-z]*.c
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/host_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(int condition)
{
	if (!condition)
		abort();
}

static void check_message(const char *text)
{
	require(strncmp(text, "fuzz:", 5) == 0);
	for (; *text; text++)
		require(*text >= ' ' && *text <= '~');
}

static void check_route(const struct fib_route *r)
{
	require(r->plen <= 32 && r->oif < NDEV);
	require(r->dst == fib_prefix(r->table, r->dst, r->plen));
	require(r->type >= RTN_UNICAST && r->type <= RTN_THROW);
}

static void check_device(const struct net_device *d)
{
	require(d->name[0] != 0 && d->name[IFNAMSIZ - 1] == 0);
	require(d->mtu >= 68 && d->mtu <= 65536);
	require(d->naddr <= NADDR && d->ngroup <= NGROUP);
	require(d->mac < UINT64_C(1) << 48);
}

static void check_sockets(const struct host *h)
{
	uint32_t i;

	for (i = 0; i < NSOCK; i++) {
		const struct sock *s = &h->net->sock.s[i];

		if (!s->used)
			continue;
		require(h->socket_name[i][0] != '\0');
		require(s->num >= 1 && s->num <= 65535);
		require(s->rcvbuf >= SOCK_MIN_RCVBUF);
		require(s->bound_dev == NDEV ||
			s->bound_dev < h->net->dev.n);
	}
}

static void check_host(const struct host *h)
{
	const struct net *net = h->net;
	uint32_t i;

	require(net->dev.n >= 2 && net->dev.n <= NDEV);
	for (i = 0; i < net->dev.n; i++)
		check_device(&net->dev.d[i]);
	require(net->fib.top <= NROUTE && net->arp.n <= NNEIGH);
	for (i = 0; i < net->fib.top; i++)
		if (net->fib.used[i])
			check_route(&net->fib.r[i]);
	check_sockets(h);
	require(host_leaked(h) == 0);
}

/* Mapping 270 MB for each input would be most of the work. */
static struct host host;

static void fresh_host(void)
{
	if (host.net)
		host_reset(&host, 1);
	else
		require(host_init(&host, 1));
}

static int parse(const uint8_t *bytes, size_t size, struct host_error *error)
{
	struct host_text text = { "fuzz", NULL, size };
	int ok;

	/* A block of exactly that size, so that checkers see its end. */
	text.bytes = malloc(size ? size : 1);
	require(text.bytes != NULL);
	fresh_host();
	if (size > 0)
		memcpy(text.bytes, bytes, size);
	ok = host_file_parse(&host, &text, error);
	if (ok)
		check_host(&host);
	free(text.bytes);
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct host_error first, second;

	if (parse(bytes, size, &first)) {
		require(parse(bytes, size, &second));
		return 0;
	}
	check_message(first.text);
	require(!parse(bytes, size, &second));
	require(strcmp(first.text, second.text) == 0);
	return 0;
}
