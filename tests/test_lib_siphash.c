/* lib/siphash: the vectors of its authors' paper and program. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "lib/siphash.h"

/* Key 00 01 .. 0f, input 00 01 02 .. [SipHash 2012, vectors.h]. */
static void test_siphash_published_vectors(void **state)
{
	struct siphash_key key = { { 0x0706050403020100, 0x0f0e0d0c0b0a0908 } };
	struct siphash_data d = { { 0x0706050403020100, 0x0f0e0d0c0b0a0908 } };

	(void)state;
	assert_true(siphash(d, 0, key) == 0x726fdb47dd0e0e31);
	assert_true(siphash(d, 1, key) == 0x93f5f5799a932462);
	assert_true(siphash(d, 2, key) == 0x3f2acc7f57c29bdb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_siphash_published_vectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
