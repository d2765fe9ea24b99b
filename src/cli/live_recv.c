/* Readings of a socket that read() has no words for (live_system.h). */
#include "cli/live_system.h"

#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <linux/sock_diag.h>
#include <string.h>
#include <sys/socket.h>

enum { CONTROL_MAX = 512 };

static void read_error(struct live_error *to, const struct cmsghdr *c)
{
	struct sock_extended_err e;
	struct sockaddr_in from;

	memcpy(&e, CMSG_DATA(c), sizeof(e));
	memcpy(&from, CMSG_DATA(c) + sizeof(e), sizeof(from));
	*to = (struct live_error){ e.ee_errno, e.ee_origin, e.ee_type,
		e.ee_code, e.ee_info, ntohl(from.sin_addr.s_addr) };
}

ssize_t live_errqueue(int fd, void *bytes, size_t room, struct live_error *e)
{
	char control[CONTROL_MAX];
	struct iovec v = { bytes, room };
	struct cmsghdr *c;
	struct msghdr m;
	ssize_t n;

	memset(&m, 0, sizeof(m));
	memset(e, 0, sizeof(*e));
	m.msg_iov = &v;
	m.msg_iovlen = 1;
	m.msg_control = control;
	m.msg_controllen = sizeof(control);
	n = recvmsg(fd, &m, MSG_ERRQUEUE);
	for (c = CMSG_FIRSTHDR(&m); n >= 0 && c; c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_RECVERR)
			read_error(e, c);
	return n;
}

uint32_t live_memory(int fd)
{
	uint32_t info[SK_MEMINFO_VARS] = { 0 };
	socklen_t size = sizeof(info);

	getsockopt(fd, SOL_SOCKET, SO_MEMINFO, info, &size);
	return info[SK_MEMINFO_RMEM_ALLOC];
}
