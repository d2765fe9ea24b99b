/*
 * DPDK's start without huge pages, and how much memory it has given out.
 */
#ifndef BENCH_FIB_DPDK_H
#define BENCH_FIB_DPDK_H

#include <stddef.h>

void dpdk_start(unsigned cpu);
size_t dpdk_bytes(void);

#endif
