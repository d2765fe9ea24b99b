/* The devices of a live host: taps, and lo (live_system.h). */
#include "cli/live_system.h"

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BYTE_BITS = 8, MAC_BYTES = 6 };

static void put_name(struct ifreq *r, const char *name)
{
	memset(r, 0, sizeof(*r));
	snprintf(r->ifr_name, sizeof(r->ifr_name), "%s", name);
}

static bool set_mac(int s, const char *name, uint64_t mac)
{
	struct ifreq r;
	int i;

	put_name(&r, name);
	r.ifr_hwaddr.sa_family = ARPHRD_ETHER;
	for (i = 0; i < MAC_BYTES; i++)
		r.ifr_hwaddr.sa_data[i] =
			(char)(mac >> (MAC_BYTES - 1 - i) * BYTE_BITS);
	return ioctl(s, SIOCSIFHWADDR, &r) == 0;
}

static bool set_mtu(int s, const char *name, uint32_t mtu)
{
	struct ifreq r;

	put_name(&r, name);
	r.ifr_mtu = (int)mtu;
	return ioctl(s, SIOCSIFMTU, &r) == 0;
}

static bool set_up(int s, const char *name)
{
	struct ifreq r;

	put_name(&r, name);
	if (ioctl(s, SIOCGIFFLAGS, &r) < 0)
		return false;
	r.ifr_flags |= IFF_UP;
	return ioctl(s, SIOCSIFFLAGS, &r) == 0;
}

static int control(void)
{
	return socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

/* Timers of neighbours that would speak in the midst of another frame. */
static void quieten(const char *name)
{
	static const char *const settings[][2] = {
		{ "retrans_time_ms", "600000" },
		{ "base_reachable_time_ms", "3600000" },
	};
	char path[128];
	size_t i;

	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		snprintf(path, sizeof(path), "/proc/sys/net/ipv4/neigh/%s/%s",
			name, settings[i][0]);
		live_put(path, settings[i][1]);
	}
}

int live_tap(const char *name, uint64_t mac, uint32_t mtu)
{
	int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	int s = control();
	struct ifreq r;
	bool ok;

	put_name(&r, name);
	r.ifr_flags = IFF_TAP | IFF_NO_PI;
	ok = fd >= 0 && s >= 0 && ioctl(fd, TUNSETIFF, &r) == 0 &&
	     set_mac(s, name, mac) && set_mtu(s, name, mtu) && set_up(s, name);
	if (ok)
		quieten(name);
	if (s >= 0)
		close(s);
	if (ok || fd < 0)
		return fd;
	close(fd);
	return -1;
}

bool live_loopback_up(void)
{
	int s = control();
	bool ok = s >= 0 && set_up(s, "lo");

	if (s >= 0)
		close(s);
	return ok;
}
