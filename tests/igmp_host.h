/* A host with one socket, whose IGMP timers are run by hand. */
#ifndef IGMP_HOST_H
#define IGMP_HOST_H

#include "core/eth.h"
#include "ipv4/igmp.h"
#include "ipv4/igmp_join.h"
#include "udp_host.h"

enum {
	SSM = 0xe8010101, ASM = 0xef010101, HOST = 0x0a000002,
	A = 0x0a000001, B = 0x0a000003, C = 0x0a000009
};

static uint32_t sock;

/* Host 10.0.0.2 with MAC 52:54:00:00:00:0b, as the frames were taken from. */
static int igmp_setup(void **state)
{
	(void)state;
	net_init(&net, 1);
	register_netdevice(&net.dev, DEV_TYPE_TAP, 0x52540000000b, 1500);
	assert_int_equal(fib_add_ifaddr(&net, ETH0, HOST, 24), 0);
	net.now = NSEC_PER_SEC;
	sock = make_socket(1, 0, ANY_DEVICE);
	return 0;
}

/* Lets the next timer run; the clock had to go on. */
static inline void run(void)
{
	assert_int_not_equal(net.igmp.next, NEVER);
	assert_true(net.igmp.next > net.now);
	net.now = net.igmp.next;
	igmp_timer(&net);
}

static inline void run_all(void)
{
	uint32_t n;

	for (n = 0; n < 100 && net.igmp.next != NEVER; n++)
		run();
	assert_int_equal(net.igmp.next, NEVER);
}

static inline void quiet(void)
{
	run_all();
	while (dev_take_sent(&net, ETH0, NULL, 0))
		;
	trace_init(&net.trace);
}

#define I(name) cmocka_unit_test_setup(name, igmp_setup)

#endif
