/* Filters of sockets.  Contracts: sk_filter.h. */
#include "core/sk_filter.h"
#include "core/bpf_check.h"
#include "core/bpf_run.h"

enum { ENOMEM = 12, EINVAL = 22, EOPNOTSUPP = 95 };

/* Device types that a filter sees [linux/if_arp.h]. */
enum { ARPHRD_ETHER = 1, ARPHRD_LOOPBACK = 772 };

/*@ requires \valid(p) && len <= BPF_MAXINSNS;
    requires \valid_read(insns + (0 .. len - 1));
    requires \separated(p, insns + (0 .. len - 1));
    terminates \true; exits \false;
    assigns *p;
    ensures p->len == len; */
static void bpf_copy(struct sock_fprog *p, uint32_t len,
	const struct sock_filter *insns)
{
	uint32_t i = 0;

	p->len = len;
	/*@ loop invariant 0 <= i <= len;
	    loop assigns i, p->insn[0 .. BPF_MAXINSNS - 1];
	    loop variant len - i; */
	while (i < len) {
		p->insn[i] = insns[i];
		i++;
	}
}

int32_t sk_attach_filter(struct net *net, uint32_t s, uint32_t len,
	const struct sock_filter *insns)
{
	uint32_t n = net->filter.n;

	if (len == 0u || len > BPF_MAXINSNS)
		return -EINVAL;
	if (n == NFILTER)
		return -ENOMEM;
	bpf_copy(&net->filter.prog[n], len, insns);
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
