/* Programs of a host file's lines, run as they are written (live_system.h). */
#include "cli/live_system.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool live_put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	size_t size = strlen(text);
	bool ok = fd >= 0 && write(fd, text, size) == (ssize_t)size;
	int kept = errno;

	if (fd >= 0)
		close(fd);
	errno = kept;
	return ok;
}

/* What it says on standard error, its first line; the rest is read past. */
static void hear(int fd, char *message, size_t room)
{
	char rest[256];
	size_t size = 0;
	ssize_t n = 1;

	while (n > 0) {
		n = size + 1 < room ? read(fd, message + size, room - 1 - size)
				    : read(fd, rest, sizeof(rest));
		if (n > 0 && size + 1 < room)
			size += (size_t)n;
	}
	message[size] = '\0';
	message[strcspn(message, "\n")] = '\0';
}

static int spawn(pid_t *child, char *const *words, int error)
{
	posix_spawn_file_actions_t actions;
	extern char **environ;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
		O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null",
		O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO);
	failed = posix_spawnp(child, words[0], &actions, NULL, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

bool live_run(char *const *words, char *message, size_t room)
{
	int ends[2];
	int failed, status = 0;
	pid_t child;

	message[0] = '\0';
	if (pipe2(ends, O_CLOEXEC) < 0)
		return false;
	failed = spawn(&child, words, ends[1]);
	close(ends[1]);
	if (failed)
		snprintf(message, room, "%s", strerror(failed));
	else
		hear(ends[0], message, room);
	close(ends[0]);
	if (failed)
		return false;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (status != 0 && !message[0])
		snprintf(message, room, "ended with status %d",
			WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	return status == 0;
}
