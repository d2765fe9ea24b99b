/* What the harnesses of bounded checks share; see proofs/cbmc/run.py. */
#ifndef CBMC_BMC_H
#define CBMC_BMC_H

#include <stdint.h>

/* Any value; CBMC gives a function of that name no body. */
uint8_t nondet_u8(void);
uint16_t nondet_u16(void);
uint32_t nondet_u32(void);
uint64_t nondet_u64(void);

/* The longest frame of a contract: an Ethernet frame without its FCS. */
enum { FRAME_BOUND = 1514 };

#define SKB_OK(s) ((s)->data <= (s)->tail && (s)->tail <= PKT_SIZE && \
	(s)->tail - (s)->data <= FRAME_BOUND && (s)->mac_header <= PKT_SIZE && \
	(s)->network_header <= PKT_SIZE && (s)->transport_header <= PKT_SIZE && \
	(s)->missing <= 65535)

/* Behind no header, an Ethernet header, or that and one or two VLAN tags. */
#define PLACED(s) ((s)->data == 0 || (s)->data == 14 || (s)->data == 18 || \
	(s)->data == 22)

/*
 * Where the harness must be able to come: only in the vacuity run, in which
 * each of these assertions has to fail.
 */
#ifdef VACUITY
#define REACHED(condition, what) \
	__CPROVER_assert(!(condition), "reached: " what)
#else
#define REACHED(condition, what) ((void)0)
#endif

#endif
