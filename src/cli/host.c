/* host: see the header. */
#include "cli/host.h"

#include <string.h>
#include <sys/mman.h>

enum { LOW_THRESH = 3145728 };	/* net.ipv4.ipfrag_low_thresh */

static void set_name(struct net_device *d, const char *name)
{
	size_t size = strnlen(name, IFNAMSIZ - 1);

	memset(d->name, 0, IFNAMSIZ);
	memcpy(d->name, name, size);
}

bool host_init(struct host *host, uint32_t seed)
{
	void *p = mmap(NULL, sizeof(struct net), PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	host->net = p == MAP_FAILED ? NULL : p;
	if (host->net)
		host_reset(host, seed);
	return host->net != NULL;
}

void host_reset(struct host *host, uint32_t seed)
{
	struct net *net = host->net;

	memset(host, 0, sizeof(*host));
	host->net = net;
	host->rmem_default = SK_RMEM_DEFAULT;
	host->rmem_max = SK_RMEM_MAX;
	host->ipfrag_low_thresh = LOW_THRESH;
	net_init(net, seed);
	set_name(&net->dev.d[DEV_LO], "lo");
	host->conf_set[DEV_LO] = UINT32_MAX;
}

void host_free(struct host *host)
{
	if (host->net)
		munmap(host->net, sizeof(struct net));
	host->net = NULL;
}

const char *host_device_name(const struct host *host, uint32_t dev)
{
	return (const char *)host->net->dev.d[dev].name;
}

uint32_t host_device(const struct host *host, const char *name)
{
	uint32_t i;

	for (i = 0; i < host->net->dev.n; i++)
		if (strcmp(host_device_name(host, i), name) == 0)
			return i;
	return NDEV;
}

uint32_t host_socket(const struct host *host, const char *name)
{
	uint32_t i;

	for (i = 0; i < NSOCK; i++)
		if (host->net->sock.s[i].used &&
		    strcmp(host->socket_name[i], name) == 0)
			return i;
	return SOCK_NIL;
}

uint32_t host_add_device(struct host *host, const char *name, uint32_t type,
	mac_t mac, uint32_t mtu)
{
	struct devices *v = &host->net->dev;
	uint32_t dev = v->n;

	if (!register_netdevice(v, type, mac, mtu))
		return NDEV;
	set_name(&v->d[dev], name);
	host->conf_set[dev] = host->template_set;
	return dev;
}

static bool may_stay(const struct net *net, uint32_t own)
{
	uint32_t q = own - OWN_QUEUE;

	if (own < OWN_QUEUE || q < QUEUE_SOCK)
		return false;
	return q >= QUEUE_ARP ||
	       net->sock.s[(q - QUEUE_SOCK) % NSOCK].noread;
}

uint32_t host_leaked(const struct host *host)
{
	const struct net *net = host->net;
	uint32_t leaked = 0;
	uint32_t h;

	for (h = 0; h < POOL_SIZE; h++)
		if (net->queues.own[h] != OWN_FREE &&
		    !may_stay(net, net->queues.own[h]))
			leaked++;
	return leaked;
}
