/* Filters of sockets.  Contracts: sk_filter.h. */
#include "core/sk_filter.h"
#include "core/bpf_check.h"
#include "core/bpf_run.h"

enum { ENOMEM = 12, EINVAL = 22, EOPNOTSUPP = 95 };

/* Device types that a filter sees [linux/if_arp.h]. */
enum { ARPHRD_ETHER = 1, ARPHRD_LOOPBACK = 772 };

int32_t sk_attach_filter(struct net *net, uint32_t s,
	const struct sock_fprog *prog)
{
	uint32_t n = net->filter.n;

	if (prog->len == 0u || prog->len > BPF_MAXINSNS)
		return -EINVAL;
	if (n == NFILTER)
		return -ENOMEM;
	net->filter.prog[n] = *prog;
	//@ assert copied: Inv(*net);
	if (!bpf_check_classic(&net->filter.prog[n]))
		return -EINVAL;
	if (bpf_not_modelled(&net->filter.prog[n]))
		return -EOPNOTSUPP;
	net->filter.n = n + 1u;
	//@ assert known: FiltersOk(net->filter);
	net->sock.s[s].filter = n;
	//@ assert attached: Inv(*net);
	return 0;
}

/* The bytes that the filter of socket s keeps of packet h. */
/*@ requires \valid_read(net) && Inv(*net) && h < POOL_SIZE && s < NSOCK;
    requires HasFilter(net->filter, net->sock.s[s]);
    terminates \true; exits \false;
    assigns \nothing; */
static uint32_t sk_run_filter(const struct net *net, uint32_t h, uint32_t s)
{
	uint32_t type = net->dev.d[net->skb.s[h].dev].type;
	struct bpf_device dev = { ARPHRD_ETHER, 0 };

	if (type == DEV_TYPE_LOOPBACK)
		dev.hatype = ARPHRD_LOOPBACK;
	if (type == DEV_TYPE_TAP)
		dev.queue = 1;
	return bpf_run(&net->filter.prog[net->sock.s[s].filter],
		&net->skb.s[h], dev);
}

bool sk_filter_trim_cap(struct net *net, uint32_t h, uint32_t s, uint32_t cap)
{
	uint32_t keep;

	if (net->sock.s[s].filter >= net->filter.n)
		return true;
	trace_call(&net->trace, FN_sk_filter_trim_cap);
	keep = sk_run_filter(net, h, s);
	if (keep == 0u)
		return false;
	skb_trim(&net->skb.s[h], keep < cap ? cap : keep);
	//@ assert trimmed: Inv(*net);
	return true;
}
