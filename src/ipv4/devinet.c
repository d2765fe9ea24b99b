/* The addresses of a device, and the choice of one. */
#include "ipv4/devinet.h"

enum { EEXIST = 17, EINVAL = 22, ENOBUFS = 105 };

/* Does the prefix of `a` cover dst? */
/*@ requires a.prefixlen <= 32;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> OnLink(a, dst); */
static bool inet_ifa_match(struct in_ifaddr a, uint32_t dst)
{
	uint64_t size = fib_block_size(a.prefixlen);

	return a.local / size == dst / size;
}

uint32_t inet_ifa_first(struct in_ifaddr a)
{
	uint64_t size = fib_block_size(a.prefixlen);

	//@ assert below: a.local % size <= a.local;
	return (uint32_t)(a.local - a.local % size);
}

uint32_t inet_ifa_last(struct in_ifaddr a)
{
	uint64_t size = fib_block_size(a.prefixlen);
	uint64_t first = a.local - a.local % size;

	//@ assert below: a.local % size <= a.local;
	return (uint32_t)(first + size - 1u);
}

bool inet_same_subnet(struct in_ifaddr a, struct in_ifaddr b)
{
	return a.prefixlen == b.prefixlen && inet_ifa_match(a, b.local);
}

uint32_t inet_find_ifa(const struct net_device *d, uint32_t local,
	uint32_t prefixlen)
{
	uint32_t i;

	/*@ loop invariant 0 <= i <= d->naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !IfaIs(*d, j, local, prefixlen);
	    loop assigns i;
	    loop variant d->naddr - i; */
	for (i = 0; i < d->naddr; i++)
		if (d->addr[i].local == local &&
		    d->addr[i].prefixlen == prefixlen)
			return i;
	return NADDR;
}

uint32_t inet_ifa_byprefix(const struct net_device *d, struct in_ifaddr a)
{
	uint32_t i;

	/*@ loop invariant 0 <= i <= d->naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !IfaPrimary(*d, j, a);
	    loop assigns i;
	    loop variant d->naddr - i; */
	for (i = 0; i < d->naddr; i++)
		if (d->addr[i].secondary == 0u &&
		    inet_same_subnet(d->addr[i], a))
			return i;
	return NADDR;
}

uint32_t inet_ifa_prefsrc(const struct net_device *d, struct in_ifaddr a)
{
	uint32_t i;

	if (a.secondary == 0u)
		return a.local;
	i = inet_ifa_byprefix(d, a);
	return i == NADDR ? 0 : d->addr[i].local;
}

uint32_t inet_next_secondary(const struct net_device *d, struct in_ifaddr a,
	uint32_t i)
{
	uint32_t k;

	/*@ loop invariant i <= k;
	    loop invariant \forall integer j; i <= j < k ==>
	      !IfaSecondary(*d, j, a);
	    loop assigns k;
	    loop variant d->naddr - k; */
	for (k = i; k < d->naddr; k++)
		if (d->addr[k].secondary != 0u &&
		    inet_same_subnet(d->addr[k], a))
			return k;
	return NADDR;
}

int32_t inet_check_ifa(const struct net_device *d, struct in_ifaddr a)
{
	uint32_t i = inet_ifa_byprefix(d, a);

	if (inet_find_ifa(d, a.local, a.prefixlen) != NADDR)
		return -EEXIST;
	if (i != NADDR && d->addr[i].scope != a.scope)
		return -EINVAL;
	return d->naddr == NADDR ? -ENOBUFS : 0;
}

/* Where an address belongs. */
/*@ requires \valid_read(d) && DeviceOk(*d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures IfaPlace(*d, a, \result) && \result <= d->naddr; */
static uint32_t inet_ifa_place(const struct net_device *d, struct in_ifaddr a)
{
	uint32_t i = d->naddr;

	if (a.secondary != 0u)
		return i;
	/*@ loop invariant i <= d->naddr;
	    loop invariant \forall integer j; i <= j < d->naddr &&
	      d->addr[j].secondary == 0 ==> d->addr[j].scope < a.scope;
	    loop assigns i;
	    loop variant i; */
	while (i > 0u && (d->addr[i - 1u].secondary != 0u ||
			  d->addr[i - 1u].scope < a.scope))
		i--;
	return i;
}

/* Makes room at i: what stands there and behind it moves up. */
/*@ requires \valid(d) && DeviceOk(*d) && i <= d->naddr < NADDR;
    terminates \true; exits \false;
    assigns d->addr[0 .. NADDR - 1];
    ensures \forall integer j; 0 <= j < i ==>
            d->addr[j] == \old(d->addr[j]);
    ensures \forall integer j; i < j <= d->naddr ==>
            d->addr[j] == \old(d->addr[j - 1]); */
static void inet_shift_up(struct net_device *d, uint32_t i)
{
	uint32_t k;

	/*@ loop invariant i <= k <= d->naddr;
	    loop invariant \forall integer j; 0 <= j <= k && j < d->naddr ==>
	      d->addr[j] == \at(d->addr[j], Pre);
	    loop invariant \forall integer j; k < j <= d->naddr ==>
	      d->addr[j] == \at(d->addr[j - 1], Pre);
	    loop assigns k, d->addr[0 .. NADDR - 1];
	    loop variant k; */
	for (k = d->naddr; k > i; k--)
		d->addr[k] = d->addr[k - 1u];
}

void inet_insert_ifa(struct net_device *d, struct in_ifaddr a)
{
	uint32_t i = inet_ifa_place(d, a);

	inet_shift_up(d, i);
	d->addr[i] = a;
	d->naddr++;
	//@ assert has: d->addr[i].local == a.local;
	//@ assert place: IfaPlace(\at(*d, Pre), a, i);
	//@ assert put: IfaPut(*d, \at(*d, Pre), i, a);
	/*@ assert below: \forall integer j; 0 <= j < i ==>
	      d->addr[j] == \at(d->addr[j], Pre); */
	/*@ assert above: \forall integer j; i <= j < d->naddr - 1 ==>
	      d->addr[j + 1] == \at(d->addr[j], Pre); */
}

void inet_remove_ifa(struct net_device *d, uint32_t i)
{
	uint32_t k;

	/*@ loop invariant i <= k < d->naddr;
	    loop invariant \forall integer j; 0 <= j < i || k <= j < NADDR ==>
	      d->addr[j] == \at(d->addr[j], Pre);
	    loop invariant \forall integer j; i <= j < k ==>
	      d->addr[j] == \at(d->addr[j + 1], Pre);
	    loop assigns k, d->addr[0 .. NADDR - 1];
	    loop variant d->naddr - k; */
	for (k = i; k < d->naddr - 1u; k++)
		d->addr[k] = d->addr[k + 1u];
	d->naddr--;
	/*@ assert above: \forall integer j; i < j <= d->naddr ==>
	      d->addr[j - 1] == \at(d->addr[j], Pre); */
}

/*@ ghost
    void ifa_kept_twice(struct net_device d, struct net_device d1,
      struct net_device d0, uint32_t local, uint32_t prefixlen)
    {
    	/@ assert between: \forall integer j, k; 0 <= j < d0.naddr &&
    	     !(d0.addr[j].prefixlen == prefixlen &&
    	       OnLink(d0.addr[j], local)) &&
    	     0 <= k < d1.naddr && d1.addr[k] == d0.addr[j] ==>
    	     \exists integer m; 0 <= m < d.naddr &&
    	     d.addr[m] == d0.addr[j]; @/
    }
*/

/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    requires i < v->d[dev].naddr;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IfaSource(*v, dev, i, scope); */
static bool inet_ifa_source(const struct devices *v, uint32_t dev, uint32_t i,
	uint32_t scope)
{
	uint32_t most = v->all.route_localnet != 0u ||
		v->d[dev].conf.route_localnet != 0u ? RT_SCOPE_LINK
						    : RT_SCOPE_HOST;

	return v->d[dev].addr[i].secondary == 0u &&
		(v->d[dev].addr[i].scope <= scope || most <= scope);
}

/* The number of the device's own address to send from, or NADDR. */
/*@ requires \valid_read(v) && DevicesOk(*v) && dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == NADDR || IfaSource(*v, dev, \result, scope);
    ensures \result == NADDR ==> \forall integer i;
            !IfaSource(*v, dev, i, scope);
    ensures \forall integer i; IfaCovers(*v, dev, i, dst, scope) &&
            (\forall integer j; 0 <= j < i ==>
             !IfaCovers(*v, dev, j, dst, scope)) ==> \result == i;
    ensures (\forall integer i; !IfaCovers(*v, dev, i, dst, scope)) ==>
            \forall integer i; IfaSource(*v, dev, i, scope) &&
            (\forall integer j; 0 <= j < i ==>
             !IfaSource(*v, dev, j, scope)) ==> \result == i; */
static uint32_t inet_own_source(const struct devices *v, uint32_t dev,
	uint32_t dst, uint32_t scope)
{
	uint32_t i, first = NADDR;

	/*@ loop invariant 0 <= i <= v->d[dev].naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !IfaCovers(*v, dev, j, dst, scope);
	    loop invariant first == NADDR || (first < i &&
	      IfaSource(*v, dev, first, scope));
	    loop invariant \forall integer j; 0 <= j < i && j < first ==>
	      !IfaSource(*v, dev, j, scope);
	    loop assigns i, first;
	    loop variant v->d[dev].naddr - i; */
	for (i = 0; i < v->d[dev].naddr; i++) {
		if (!inet_ifa_source(v, dev, i, scope))
			continue;
		if (dst == 0u || inet_ifa_match(v->d[dev].addr[i], dst))
			return i;
		if (first == NADDR)
			first = i;
	}
	return first;
}

/* The address of a device that speaks for another one, or 0. */
/*@ requires \valid_read(d) && DeviceOk(*d);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result != 0 ==> \exists integer i; IfaGlobal(*d, i, scope) &&
            \result == d->addr[i].local; */
static uint32_t in_dev_select_addr(const struct net_device *d, uint32_t scope)
{
	uint32_t i;

	/*@ loop invariant 0 <= i <= d->naddr;
	    loop assigns i;
	    loop variant d->naddr - i; */
	for (i = 0; i < d->naddr; i++)
		if (d->addr[i].secondary == 0u &&
		    d->addr[i].scope != RT_SCOPE_LINK &&
		    d->addr[i].scope <= scope)
			return d->addr[i].local;
	return 0;
}

uint32_t inet_select_addr(const struct devices *v, uint32_t dev, uint32_t dst,
	uint32_t scope)
{
	uint32_t i = inet_own_source(v, dev, dst, scope), k, a;

	//@ assert own: i != NADDR ==> IfaSource(*v, dev, i, scope);
	if (i != NADDR)
		return v->d[dev].addr[i].local;
	/*@ loop invariant 0 <= k <= v->n;
	    loop assigns k, a;
	    loop variant v->n - k; */
	for (k = 0; k < v->n; k++) {
		a = in_dev_select_addr(&v->d[k], scope);
		//@ assert has: a != 0 ==> DeviceHas(v->d[k], a);
		if (a != 0u)
			return a;
	}
	return 0;
}

bool inet_addr_onlink(const struct devices *v, uint32_t dev, uint32_t a,
	uint32_t b)
{
	uint32_t i;

	/*@ loop invariant i <= v->d[dev].naddr;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !(OnLink(v->d[dev].addr[j], a) &&
	        (b == 0 || OnLink(v->d[dev].addr[j], b)));
	    loop assigns i;
	    loop variant v->d[dev].naddr - i; */
	for (i = 0; i < v->d[dev].naddr; i++)
		if (inet_ifa_match(v->d[dev].addr[i], a) && (b == 0u ||
		    inet_ifa_match(v->d[dev].addr[i], b)))
			return true;
	return false;
}

uint32_t ip_dev_find(const struct devices *v, uint32_t a)
{
	uint32_t k;

	/*@ loop invariant k <= v->n;
	    loop invariant \forall integer j; 0 <= j < k ==>
	      !DeviceHas(v->d[j], a);
	    loop assigns k;
	    loop variant v->n - k; */
	for (k = 0; k < v->n; k++)
		if (dev_has_address(v, k, a))
			return k;
	return DEV_LO;
}
