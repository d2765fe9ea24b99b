/* Choosing an address of a device. */
#include "ipv4/devinet.h"

/* Does the prefix of the device's address `i` cover dst? */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    requires i < v->d[dev].naddr;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> OnLink(v->d[dev].addr[i], dst); */
static bool inet_ifa_match(const struct devices *v, uint32_t dev, uint32_t i,
	uint32_t dst)
{
	uint64_t size = fib_block_size(v->d[dev].addr[i].prefixlen);

	return v->d[dev].addr[i].local / size == dst / size;
}

uint32_t inet_select_addr(const struct devices *v, uint32_t dev, uint32_t dst)
{
	uint32_t i = 0;

	/*@ loop invariant 0 <= i <= v->d[dev].naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !OnLink(v->d[dev].addr[j], dst);
	    loop assigns i;
	    loop variant v->d[dev].naddr - i; */
	while (i < v->d[dev].naddr) {
		if (inet_ifa_match(v, dev, i, dst))
			return v->d[dev].addr[i].local;
		i++;
	}
	return v->d[dev].naddr == 0 ? 0 : v->d[dev].addr[0].local;
}
