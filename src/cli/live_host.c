/* live_host: see the header. */
#include "cli/live_host.h"

#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

enum { JOIN_REPORT_US = 60000, MESSAGE = 400 };

/*
 * A namespace begins with the settings of the machine, not with those that
 * Linux is born with; and some would let time leak into the answers.
 */
static const char *const born[][2] = {
	{ "ipv6/conf/all/disable_ipv6", "1" },
	{ "ipv6/conf/default/disable_ipv6", "1" },
	{ "ipv4/conf/all/forwarding", "0" },
	{ "ipv4/conf/all/rp_filter", "0" },
	{ "ipv4/conf/default/rp_filter", "0" },
	{ "ipv4/conf/all/accept_local", "0" },
	{ "ipv4/conf/default/accept_local", "0" },
	{ "ipv4/conf/all/route_localnet", "0" },
	{ "ipv4/conf/default/route_localnet", "0" },
	{ "ipv4/conf/all/accept_source_route", "0" },
	{ "ipv4/conf/default/accept_source_route", "1" },
	{ "ipv4/conf/all/promote_secondaries", "0" },
	{ "ipv4/conf/default/promote_secondaries", "0" },
	{ "ipv4/conf/all/send_redirects", "1" },
	{ "ipv4/conf/default/send_redirects", "1" },
	{ "ipv4/conf/all/accept_redirects", "1" },
	{ "ipv4/conf/default/accept_redirects", "1" },
	{ "ipv4/conf/all/secure_redirects", "1" },
	{ "ipv4/conf/default/secure_redirects", "1" },
	{ "ipv4/conf/all/shared_media", "1" },
	{ "ipv4/conf/default/shared_media", "1" },
	{ "ipv4/conf/all/drop_unicast_in_l2_multicast", "0" },
	{ "ipv4/conf/default/drop_unicast_in_l2_multicast", "0" },
	{ "ipv4/conf/all/arp_ignore", "0" },
	{ "ipv4/conf/default/arp_ignore", "0" },
	{ "ipv4/conf/all/arp_filter", "0" },
	{ "ipv4/conf/default/arp_filter", "0" },
	{ "ipv4/conf/all/arp_accept", "0" },
	{ "ipv4/conf/default/arp_accept", "0" },
	{ "ipv4/conf/all/arp_announce", "0" },
	{ "ipv4/conf/default/arp_announce", "0" },
	{ "ipv4/igmp_qrv", "1" },
	{ "ipv4/icmp_ratelimit", "0" },
	{ "ipv4/icmp_ratemask", "0" },
	{ "ipv4/ping_group_range", "0\t2147483647" },
};

bool live_fail(struct host_error *error, const struct host_text *text,
	uint64_t number, const char *format, ...)
{
	size_t room = sizeof(error->text);
	int n = snprintf(error->text, room, "%.400s:%llu: ", text->name,
		(unsigned long long)number);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(error->text + n, room - (size_t)n, format, arguments);
	va_end(arguments);
	return false;
}

bool live_enter(struct host_error *error)
{
	const char *call = "unshare";
	bool ok = unshare(CLONE_NEWNS) == 0;

	if (ok && access("/sys/kernel/tracing/instances", F_OK) != 0) {
		call = "mount of tracefs";
		ok = mount("none", "/sys", NULL, MS_REC | MS_PRIVATE,
			NULL) == 0 &&
			mount("tracefs", "/sys/kernel/tracing", "tracefs", 0,
			NULL) == 0;
	}
	if (!ok)
		snprintf(error->text, sizeof(error->text), "%s: %s", call,
			strerror(errno));
	return ok;
}

/* dev NAME type T [address MAC] [mtu N]: the defaults are host_dev.c's. */
static bool start_dev(struct live_host *h, const struct host_text *text,
	const struct host_words *w, struct host_error *error)
{
	const char *address = host_words_after(w, "address");
	const char *size = host_words_after(w, "mtu");
	uint32_t mtu = size ? (uint32_t)strtoul(size, NULL, 10) : ETH_DATA_LEN;
	struct live_dev *d = &h->dev[h->devs + 1];

	if (w->n < 2 || h->devs + 1 >= NDEV)
		return live_fail(error, text, w->number, "one dev too many");
	d->mac = address ? mac_word(address) : 0x52540000000bu + h->devs;
	snprintf(d->name, sizeof(d->name), "%s", w->word[1]);
	d->fd = live_tap(d->name, d->mac, mtu);
	if (d->fd < 0)
		return live_fail(error, text, w->number, "Linux refuses the "
			"device: %s", strerror(errno));
	h->devs++;
	return host_add_device(&h->names, d->name, DEV_TYPE_TAP, d->mac,
		mtu) != NDEV;
}

static bool start_socket(struct live_host *h, const struct host_text *text,
	const struct host_words *w, struct host_error *error)
{
	struct live_sock *to = &h->sock[h->socks];
	struct socket_words s;
	char message[MESSAGE];
	const char *wrong;

	if (h->socks == NSOCK)
		return live_fail(error, text, w->number, "one socket too many");
	if (!socket_words_read(&s, w, &wrong))
		return live_fail(error, text, w->number, "`%.64s` is not "
			"understood in `socket`; correct it", wrong);
	*to = (struct live_sock){ live_socket(&s, message, sizeof(message)),
		s.noread, live_asks_errors(&s), 0 };
	if (to->fd < 0)
		return live_fail(error, text, w->number, "Linux refuses the "
			"socket: %s", message);
	snprintf(h->names.socket_name[h->socks], HOST_NAME, "%s", s.name);
	h->joined |= s.joins > 0;
	h->socks++;
	return true;
}

static bool run_line(const struct host_text *text, const struct host_words *w,
	struct host_error *error)
{
	char message[MESSAGE];

	return live_run(w->word, message, sizeof(message)) ||
	       live_fail(error, text, w->number, "Linux refuses the line: "
			"%s: %s", w->word[0], message);
}

static bool start_line(struct live_host *h, const struct host_text *text,
	const struct host_words *w, struct host_error *error)
{
	if (strcmp(w->word[0], "dev") == 0)
		return start_dev(h, text, w, error);
	if (strcmp(w->word[0], "socket") == 0)
		return start_socket(h, text, w, error);
	return run_line(text, w, error);
}

/* What is absent, as IPv6 or an older setting, needs no quieting. */
static void be_born(void)
{
	char path[128];
	size_t i;

	for (i = 0; i < sizeof(born) / sizeof(born[0]); i++) {
		snprintf(path, sizeof(path), "/proc/sys/net/%s", born[i][0]);
		live_put(path, born[i][1]);
	}
}

bool live_host_start(struct live_host *h, const struct host_text *text,
	struct host_error *error)
{
	struct host_words *w = malloc(sizeof(*w));
	bool ok = w && host_init(&h->names, 1);

	if (!ok || unshare(CLONE_NEWNET) != 0 || !live_loopback_up()) {
		snprintf(error->text, sizeof(error->text), "a network "
			"namespace: %s", strerror(errno));
		ok = false;
	}
	be_born();
	host_facts_read(&h->facts, text);
	if (ok)
		host_words_start(w, text);
	while (ok && host_words_next(w))
		ok = start_line(h, text, w, error);
	free(w);
	if (ok && h->joined)
		usleep(JOIN_REPORT_US);	/* until its IGMP report is out */
	return ok;
}

void live_host_end(struct live_host *h)
{
	uint32_t i;

	for (i = 0; i < h->socks; i++)
		close(h->sock[i].fd);
	for (i = 1; i <= h->devs; i++)
		close(h->dev[i].fd);
	host_free(&h->names);
	memset(h, 0, sizeof(*h));
}
