/* The devices of a host. */
#include "core/netdevice.h"
#include "ipv4/fib_types.h"

/* Fills one device; its name starts empty. */
/*@ requires \valid(d);
    requires mac < 0x1000000000000 && mtu <= 65536;
    terminates \true; exits \false;
    assigns *d;
    ensures DeviceOk(*d);
    ensures d->naddr == 0 && d->ngroup == 0 && d->up == 1;
    ensures d->mac == mac && d->mtu == mtu && d->type == type; */
static void setup_device(struct net_device *d, uint32_t type, mac_t mac,
	uint32_t mtu, struct ipv4_devconf conf)
{
	d->name[0] = 0;
	d->type = type;
	d->up = 1;
	d->mtu = mtu;
	d->mac = mac;
	d->naddr = 0;
	d->ngroup = 0;
	d->conf = conf;
}

void devices_init(struct devices *v)
{
	uint32_t i = 0;

	v->template = (struct ipv4_devconf){
		.accept_source_route = 1, .send_redirects = 1,
		.accept_redirects = 1, .secure_redirects = 1, .shared_media = 1
	};
	v->all = v->template;
	v->all.accept_source_route = 0;
	/*@ loop invariant 0 <= i <= NDEV;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      DeviceOk(v->d[j]) && v->d[j].naddr == 0 && v->d[j].up == 1 &&
	      v->d[j].ngroup == 0;
	    loop assigns i, v->d[0 .. NDEV - 1];
	    loop variant NDEV - i; */
	while (i < NDEV) {
		setup_device(&v->d[i], DEV_TYPE_LOOPBACK, 0, 65536,
			v->template);
		i++;
	}
	v->n = 1;
	v->d[DEV_LO].type = DEV_TYPE_LOOPBACK;
	v->d[DEV_LO].naddr = 1;
	v->d[DEV_LO].addr[0] = (struct in_ifaddr){
		.local = 0x7f000001u, .prefixlen = 8, .scope = RT_SCOPE_HOST
	};
	//@ assert has: v->d[DEV_LO].addr[0].local == 0x7f000001;
}

bool dev_has_address(const struct devices *v, uint32_t dev, uint32_t a)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= v->d[dev].naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      v->d[dev].addr[j].local != a;
	    loop assigns i;
	    loop variant v->d[dev].naddr - i; */
	while (i < v->d[dev].naddr) {
		if (v->d[dev].addr[i].local == a)
			return true;
		i++;
	}
	return false;
}

bool inet_lookup_ifaddr(const struct devices *v, uint32_t a)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= v->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !DeviceHas(v->d[j], a);
	    loop assigns i;
	    loop variant v->n - i; */
	while (i < v->n) {
		if (dev_has_address(v, i, a))
			return true;
		i++;
	}
	return false;
}

bool register_netdevice(struct devices *v, uint32_t type, mac_t mac,
	uint32_t mtu)
{
	if (v->n == NDEV)
		return false;
	setup_device(&v->d[v->n], type, mac, mtu, v->template);
	v->n++;
	return true;
}
