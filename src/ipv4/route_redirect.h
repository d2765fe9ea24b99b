/*
 * A router tells that another one is nearer to a destination
 * [RFC 1122 3.2.2.2, RFC 1812 5.2.7.2, Linux net/ipv4/route.c].
 */
#ifndef IPV4_ROUTE_REDIRECT_H
#define IPV4_ROUTE_REDIRECT_H

#include "ipv4/route_update.h"

enum { GC_TIMEOUT = 300 };	/* seconds that a redirect is believed */

/* Who tells it, by which device, and what. */
struct redirect {
	uint32_t code;		/* of the ICMP message */
	uint32_t old_gw;	/* who sent it; host byte order */
	uint32_t new_gw;	/* where to go */
	uint32_t dev;		/* by which it came */
};

/*@ // redirects count: on a router if all and the device say so, else if one
    predicate RxRedirects(struct devices v, integer d) =
      v.d[d].conf.forwarding != 0
      ? v.all.accept_redirects != 0 && v.d[d].conf.accept_redirects != 0
      : v.all.accept_redirects != 0 || v.d[d].conf.accept_redirects != 0;
    predicate SharedMedia(struct devices v, integer d) =
      v.all.shared_media != 0 || v.d[d].conf.shared_media != 0;
    predicate SecRedirects(struct devices v, integer d) =
      v.all.secure_redirects != 0 || v.d[d].conf.secure_redirects != 0;
    // one prefix of device d covers both addresses
    predicate OneLink(struct net_device d, integer a, integer b) =
      \exists integer i; 0 <= i < d.naddr && OnLink(d.addr[i], a) &&
        OnLink(d.addr[i], b);
    // a route names that gateway on that device
    predicate IsGateway(struct fib f, integer gw, integer d) =
      \exists integer i; Live(f, i) && f.r[i].gateway == gw &&
        f.r[i].oif == d;
    // routing would send to it: it is neither ours, nor broadcast, nor a group
    predicate IsUnicast{L}(struct fib f, integer a) = a != 0 &&
      a != 0xffffffff && !IsMulticast(a) &&
      \forall integer i; AddrRoute(f, i, a) ==>
        f.r[i].type == RTN_UNICAST || Refuses(f.r[i]);
    // the settings and addresses allow it
    predicate RedirectOk{L}(struct net n, struct redirect r) =
      r.code % 8 <= 3 && r.new_gw != r.old_gw && r.new_gw != 0 &&
      r.new_gw != 0xffffffff && !IsMulticast(r.new_gw) &&
      RxRedirects(n.dev, r.dev) &&
      (SharedMedia(n.dev, r.dev) ? IsUnicast(n.fib, r.new_gw)
       : OneLink(n.dev.d[r.dev], r.new_gw, r.old_gw) &&
         (SecRedirects(n.dev, r.dev) ==>
          IsGateway(n.fib, r.new_gw, r.dev))); */

/* Do settings and addresses allow it? */
/*@ requires \valid_read(net) && Inv(*net) && r.dev < NDEV;
    terminates \true; exits \false;
    assigns \nothing;
    ensures RTE_030_allowed: \result <==> RedirectOk(*net, r); */
bool redirect_allowed(const struct net *net, struct redirect r);

/*
 * Believes a redirect about f.daddr if it is allowed, comes from the gateway
 * that packets go to now, and the new one's address is known; else that is
 * asked for [Linux __ip_do_redirect].
 */
/*@ requires \valid(net) && Inv(*net) && r.dev < NDEV;
    terminates \true; exits \false;
    assigns net->pool, net->queues, net->skb, net->arp, net->drop, net->trace,
            net->route;
    ensures Inv(*net);
    ensures T7_conserved: OnlyQueued(net->queues, \old(net->queues));
    ensures kept: HeldKept(net->skb, \old(net->skb), \old(net->queues));
    ensures RTE_031_refused: !RedirectOk(*net, r) ==>
            net->route == \old(net->route);
    ensures RTE_032_no_way: (\forall integer i;
            !WayOut(net->fib, net->dev, i, f)) ==>
            net->route == \old(net->route);
    ensures RTE_033_believed: \forall integer j; 0 <= j < NFNHE &&
            net->route.e[j] != \old(net->route.e[j]) ==>
            net->route.e[j].key.daddr == f.daddr &&
            net->route.e[j].gateway == r.new_gw && net->route.e[j].expires ==
            Seconds(net->now, GC_TIMEOUT); */
void __ip_do_redirect(struct net *net, struct flow_out f, struct redirect r);

#endif
