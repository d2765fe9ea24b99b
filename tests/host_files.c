/* host_files: see the header. */
#include "host_files.h"

struct host host;
struct host_error error;

bool parse_bytes(const char *bytes, size_t size)
{
	struct host_text text = { "h", NULL, size };
	bool ok;

	host_reset(&host, 1);
	text.bytes = malloc(size + 1);
	assert_non_null(text.bytes);
	memcpy(text.bytes, bytes, size);
	strcpy(error.text, "");
	ok = host_file_parse(&host, &text, &error);
	free(text.bytes);
	return ok;
}

void accepts(const char *lines)
{
	if (!parse_bytes(lines, strlen(lines)))
		fail_msg("%s", error.text);
	assert_string_equal(error.text, "");
}

void refuses(const char *lines, const char *message)
{
	assert_false(parse_bytes(lines, strlen(lines)));
	if (strncmp(error.text, message, strlen(message)) != 0)
		fail_msg("`%s` does not begin with `%s`", error.text, message);
}

const struct fib_route *find_route(uint32_t dst, uint32_t plen)
{
	const struct fib *f = &host.net->fib;
	uint32_t i;

	for (i = 0; i < f->top; i++)
		if (f->used[i] && f->r[i].dst == dst && f->r[i].plen == plen &&
		    f->r[i].table == FIB_MAIN)
			return &f->r[i];
	fail_msg("no route to %08x/%u", dst, plen);
	return NULL;
}

const struct fib_route *next_route(const struct fib_route *r)
{
	const struct fib *f = &host.net->fib;
	uint32_t i = fib_trie_sibling(&f->trie, (uint32_t)(r - f->r));

	if (i == FIB_NIL)
		fail_msg("no further route");
	return &f->r[i];
}

int make_host(void **state)
{
	(void)state;
	return host_init(&host, 1) ? 0 : -1;
}

int free_host(void **state)
{
	(void)state;
	host_free(&host);
	return 0;
}
