/* What a live host needs of this machine (live.h). */
#include "cli/live.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MESSAGE = 200, LINE = 128, PATH_SIZE = 4096 };

const char *live_lacks_root(void)
{
	return geteuid() == 0 ? NULL : "not root; run it with sudo";
}

const char *live_lacks_tap(void)
{
	static char message[MESSAGE];

	if (access("/dev/net/tun", R_OK | W_OK) == 0)
		return NULL;
	snprintf(message, sizeof(message), "%s; run: modprobe tun",
		strerror(errno));
	return message;
}

/* It need not be mounted: a live host mounts it for itself. */
const char *live_lacks_tracefs(void)
{
	FILE *f = fopen("/proc/filesystems", "re");
	char line[LINE];
	bool found = false;

	while (f && !found && fgets(line, sizeof(line), f))
		found = strstr(line, "\ttracefs\n") != NULL;
	if (f)
		fclose(f);
	if (found && access("/sys/kernel/tracing", F_OK) == 0)
		return NULL;
	return "the kernel has none; it needs CONFIG_FTRACE";
}

/* Tries it, in a child that ends at once. */
const char *live_lacks_namespace(void)
{
	static char message[MESSAGE];
	int status = 0;
	pid_t child = fork();

	if (child == 0)
		_exit(unshare(CLONE_NEWNS | CLONE_NEWNET) == 0 ? 0 : errno);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (child > 0 && status == 0)
		return NULL;
	snprintf(message, sizeof(message), "%s; give CAP_SYS_ADMIN, or run "
		"outside of this container",
		strerror(child > 0 ? WEXITSTATUS(status) : errno));
	return message;
}

static bool is_program(const char *directory, size_t size, const char *name)
{
	char path[PATH_SIZE];
	int n = snprintf(path, sizeof(path), "%.*s/%s", (int)size, directory,
		name);

	return n > 0 && (size_t)n < sizeof(path) && access(path, X_OK) == 0;
}

const char *live_lacks_program(const char *name)
{
	const char *at = getenv("PATH");

	while (at) {
		size_t size = strcspn(at, ":");

		if (size < PATH_SIZE && is_program(at, size, name))
			return NULL;
		at = at[size] ? at + size + 1 : NULL;
	}
	return "not in PATH";
}

static const char *lacks_ip(void)
{
	return live_lacks_program("ip") ? "not in PATH; install iproute2"
					: NULL;
}

static const char *lacks_sysctl(void)
{
	return live_lacks_program("sysctl") ? "not in PATH; install procps"
					    : NULL;
}

static const struct {
	const char *what;
	const char *(*lacks)(void);
} needs[] = {
	{ "root", live_lacks_root },
	{ "/dev/net/tun", live_lacks_tap },
	{ "tracefs", live_lacks_tracefs },
	{ "a network namespace", live_lacks_namespace },
	{ "the program ip", lacks_ip },
	{ "the program sysctl", lacks_sysctl },
};

const char *live_missing(void)
{
	static char message[2 * MESSAGE];
	size_t i;

	for (i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		const char *why = needs[i].lacks();

		if (!why)
			continue;
		snprintf(message, sizeof(message), "%s: %s", needs[i].what,
			why);
		return message;
	}
	return NULL;
}
