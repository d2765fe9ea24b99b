/* gate: every proven source is compiled
 * says: src/core/case.c: proven but not in the Makefile's CORE_SRCS
 * mode: parse */
#include <stdint.h>
//// Makefile
CORE_SRCS = src/core/other.c
