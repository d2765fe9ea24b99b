/*
 * DPDK's environment: one core, ordinary pages, nothing left on disk.
 */
#include "dpdk.h"
#include <rte_eal.h>
#include <rte_malloc.h>
#include <stdio.h>
#include <stdlib.h>

void dpdk_start(unsigned cpu)
{
	char core[16];
	char *arg[] = { "fib", "--no-huge", "--no-pci",
		"--no-telemetry", "--no-shconf", "--log-level=error",
		"-m", "1024", "-l", core };

	snprintf(core, sizeof(core), "%u", cpu);
	if (rte_eal_init(sizeof(arg) / sizeof(arg[0]), arg) < 0) {
		fprintf(stderr, "fib: DPDK does not start\n");
		exit(1);
	}
}

size_t dpdk_bytes(void)
{
	size_t sum = 0;

	for (int s = 0; s < RTE_MAX_NUMA_NODES; s++) {
		struct rte_malloc_socket_stats st;

		if (rte_malloc_get_socket_stats(s, &st) == 0)
			sum += st.heap_allocsz_bytes;
	}
	return sum;
}
