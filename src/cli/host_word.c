/*
 * The readers of one word of a host file (host_line.h): numbers, addresses,
 * names.  Digits are ASCII digits whatever the locale.
 */
#include <string.h>

#include "cli/host_line.h"
#include "ipv4/fib_types.h"

enum { MAC_DIGITS = 17, BITS_PER_BYTE = 8, DECIMAL = 10, SCOPE_SITE = 200 };

bool decimal(const char *s, size_t size, uint32_t *to)
{
	uint64_t value = 0;
	size_t i;

	if (size == 0 || size > DECIMAL)
		return false;
	for (i = 0; i < size; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		value = value * DECIMAL + (uint64_t)(s[i] - '0');
	}
	*to = (uint32_t)value;
	return value <= UINT32_MAX;
}

bool word_number(struct host_line *line, const char *word, const char *what,
	uint32_t least, uint32_t most, uint32_t *to)
{
	if (decimal(word, strlen(word), to) && *to >= least && *to <= most)
		return true;
	return line_fail(line, "`%.64s` is no %s (expected a number from %u to "
		"%u); correct it", word, what, least, most);
}

/* One number of an address: 0 to 255, no leading zero (octal to some). */
static bool address_part(const char *s, size_t size, uint32_t *to)
{
	return size <= 3 && decimal(s, size, to) && *to <= 255 &&
	       (size == 1 || s[0] != '0');
}

static bool address(const char *s, size_t size, uint32_t *to)
{
	const char *end = s + size;
	uint32_t part = 0;
	int i;

	*to = 0;
	for (i = 0; i < 4; i++) {
		const char *dot = memchr(s, '.', (size_t)(end - s));

		if (!dot)
			dot = end;
		if ((i < 3) != (dot < end) ||
		    !address_part(s, (size_t)(dot - s), &part))
			return false;
		*to = *to << BITS_PER_BYTE | part;
		s = dot < end ? dot + 1 : end;
	}
	return true;
}

bool word_address(struct host_line *line, const char *word, uint32_t *to)
{
	if (address(word, strlen(word), to))
		return true;
	return line_fail(line, "`%.64s` is no IPv4 address (expected four "
		"numbers 0 to 255 as in 10.0.0.2); correct it", word);
}

bool word_prefix(struct host_line *line, const char *word, uint32_t *to,
	uint32_t *plen)
{
	const char *slash = strchr(word, '/');
	size_t size = slash ? (size_t)(slash - word) : strlen(word);

	*plen = 32;
	if (!address(word, size, to))
		return line_fail(line, "`%.64s` is no IPv4 prefix (expected "
			"an address and a length as in 10.0.0.0/24); "
			"correct it", word);
	if (slash && (!decimal(slash + 1, strlen(slash + 1), plen) ||
			     *plen > 32))
		return line_fail(line, "`%.64s` is no prefix length (expected "
			"0 to 32); correct it", slash + 1);
	return true;
}

bool word_scope(struct host_line *line, const char *word, uint32_t *to)
{
	static const struct { const char *name; uint32_t scope; } names[] = {
		{ "global", RT_SCOPE_UNIVERSE },
		{ "universe", RT_SCOPE_UNIVERSE },
		{ "site", SCOPE_SITE },
		{ "link", RT_SCOPE_LINK },
		{ "host", RT_SCOPE_HOST },
		{ "nowhere", RT_SCOPE_NOWHERE }
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(word, names[i].name) == 0) {
			*to = names[i].scope;
			return true;
		}
	}
	return word_number(line, word, "scope", 0, RT_SCOPE_NOWHERE, to);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + DECIMAL;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + DECIMAL;
	return -1;
}

bool word_tos(struct host_line *line, const char *word, uint32_t *to)
{
	const char *digit = word;

	if (digit[0] == '0' && (digit[1] | 32) == 'x')
		digit += 2;
	for (*to = 0; hex_digit(*digit) >= 0 && *to < 16; digit++)
		*to = *to * 16 + (uint32_t)hex_digit(*digit);
	if (!*digit && digit != word && hex_digit(digit[-1]) >= 0)
		return true;
	return line_fail(line, "`%.64s` is no TOS (expected 0x0 to 0xff, which "
		"iproute2 reads as hexadecimal also without 0x); correct it",
		word);
}

bool word_table(struct host_line *line, const char *word, uint32_t *to)
{
	static const struct choice tables[] = {
		{ "main", RT_TABLE_MAIN }, { "local", RT_TABLE_LOCAL },
		{ "default", RT_TABLE_DEFAULT }, { NULL, 0 }
	};

	*to = choose(tables, word);
	return *to != 0 || word_number(line, word, "table", 0, UINT32_MAX, to);
}

bool word_protocol(struct host_line *line, const char *word, uint32_t *to)
{
	static const struct choice protocols[] = {
		{ "icmp", 1 }, { "igmp", 2 }, { "tcp", 6 }, { "udp", 17 },
		{ "udplite", 136 }, { NULL, 0 }
	};

	*to = choose(protocols, word);
	return *to != 0 || word_number(line, word, "protocol (udp or another)",
		0, UINT8_MAX, to);
}

/* Decimal without a zero before it (octal to some), or 0x and digits. */
static bool decimal_or_hex(const char *s, size_t size, uint32_t *to)
{
	size_t i = 2;

	if (size < 2 || s[0] != '0')
		return decimal(s, size, to);
	if ((s[1] | 32) != 'x' || size == 2)
		return false;
	for (*to = 0; i < size && hex_digit(s[i]) >= 0 && *to < 1u << 28; i++)
		*to = *to << 4 | (uint32_t)hex_digit(s[i]);
	return i == size;
}

bool word_mark(struct host_line *line, const char *word, uint32_t *mark,
	uint32_t *mask)
{
	const char *slash = mask ? strchr(word, '/') : NULL;
	size_t size = slash ? (size_t)(slash - word) : strlen(word);

	if (!decimal_or_hex(word, size, mark))
		return line_fail(line, "`%.64s` is no mark (expected a number "
			"as in 7 or 0x7); correct it", word);
	if (!slash && mask)
		*mask = *mark != 0 ? UINT32_MAX : 0;
	if (!slash || decimal_or_hex(slash + 1, strlen(slash + 1), mask))
		return true;
	return line_fail(line, "`%.64s` is no mask of marks (expected a number "
		"as in 255 or 0xff); correct it", slash + 1);
}

static bool mac(const char *s, mac_t *to)
{
	int i;

	if (strlen(s) != MAC_DIGITS)
		return false;
	for (*to = 0, i = 0; i < MAC_DIGITS; i++) {
		if (i % 3 == 2 && s[i] != ':')
			return false;
		if (i % 3 == 2)
			continue;
		if (hex_digit(s[i]) < 0)
			return false;
		*to = *to << 4 | (mac_t)hex_digit(s[i]);
	}
	return true;
}

bool word_mac(struct host_line *line, const char *word, mac_t *to)
{
	if (mac(word, to))
		return true;
	return line_fail(line, "`%.64s` is no Ethernet address (expected six "
		"bytes as in 52:54:00:00:00:0b); correct it", word);
}

bool word_device(struct host_line *line, const char *word, uint32_t *to)
{
	*to = host_device(line->host, word);
	if (*to != NDEV)
		return true;
	return line_fail(line, "there is no device `%.64s` (expected lo or one "
		"of a `dev` line above); add `dev %.64s type tap` above",
		word, word);
}

bool word_name(struct host_line *line, const char *word, size_t room)
{
	static const char set[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@:+";

	if (strlen(word) < room && strspn(word, set) == strlen(word))
		return true;
	return line_fail(line, "`%.64s` is no name (expected at most %zu of "
		"A-Z a-z 0-9 . _ - @ : +); choose another", word, room - 1);
}
