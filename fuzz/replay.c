/*
 * Runs a fuzz target without a fuzzer: each argument is a file, or a
 * directory whose files are each one input, in the order of their names.
 * Link it with one target; any compiler will do.  A finding aborts.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static unsigned int inputs, failures;

static int fail(const char *name)
{
	perror(name);
	failures++;
	return -1;
}

/* The input in a block of exactly its size, so that checkers see its end. */
static int run_stream(FILE *stream, const char *name, size_t size)
{
	uint8_t *bytes = malloc(size ? size : 1);

	if (!bytes || fread(bytes, 1, size, stream) != size) {
		free(bytes);
		return fail(name);
	}
	LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
	inputs++;
	return 0;
}

static int run_file(const char *name, size_t size)
{
	FILE *stream = fopen(name, "rb");
	int result;

	if (!stream)
		return fail(name);
	result = run_stream(stream, name, size);
	fclose(stream);
	return result;
}

static int run(const char *name);

static int run_directory(const char *name)
{
	struct dirent **entries;
	char path[4096];
	int count = scandir(name, &entries, NULL, alphasort);
	int i;

	if (count < 0)
		return fail(name);
	for (i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%s", name, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			run(path);
		free(entries[i]);
	}
	free(entries);
	return 0;
}

static int run(const char *name)
{
	struct stat status;

	if (stat(name, &status) != 0)
		return fail(name);
	if (S_ISDIR(status.st_mode))
		return run_directory(name);
	return run_file(name, (size_t)status.st_size);
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		run(argv[i]);
	printf("%u inputs, %u could not be read\n", inputs, failures);
	return failures != 0 || inputs == 0;
}
