/* gate: no object pointer in state
 * says: struct box: object pointer `mem` in state
 * mode: parse
 * An operation table may be pointed to: `ops` is no complaint. */
#include <stdint.h>

struct ops {
	uint32_t (*get)(uint32_t x);
};
struct box {
	uint32_t n;
	const struct ops *ops;
	uint8_t *mem;
};
