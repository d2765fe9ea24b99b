#!/usr/bin/python3
"""Ask the running Linux what it does with each frame of our captures.

    oracle.py [NAME...]      as root; NAME as in make.py: demo, surprises, grid

The answers go to linux.tsv (host, sha1 of the frame, answer) and from there,
by make.py, into the column `linux` of each table.  A nameless network
namespace (gone with this process) holds one tap for each dev line of the host
file; a frame written to a tap is handled in our own context, so the events of
our pid after write() are this frame's.  Rate limits are off, and what earlier
frames left behind (neighbours, route exceptions, unread data) is removed
before each frame that stands alone.
"""
import ctypes
import errno
import fcntl
import os
import re
import resource
import select
import shlex
import socket
import struct
import subprocess
import sys
import traceback

sys.dont_write_bytecode = True
import make  # noqa: E402

CLONE_NEWNS, CLONE_NEWNET = 0x20000, 0x40000000
TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 2, 0x1000
TRACING = "/sys/kernel/tracing"
EVENTS = ("net/netif_receive_skb", "skb/kfree_skb", "skb/consume_skb")
MOST = 1 << 20                      # bytes of trace one frame may cause
SOCKET_OPTIONS = {"multicast_all": (socket.IPPROTO_IP, 49)}


def put(path, text):
    with open(path, "w") as f:
        f.write(text)


class Trace:
    """A private tracefs instance that shows this process's events only."""

    def __init__(self):
        self.dir = f"{TRACING}/instances/muffin{os.getpid()}"
        os.mkdir(self.dir)
        put(f"{self.dir}/options/hash-ptr", "0")
        put(f"{self.dir}/buffer_size_kb", "1024")
        for event in EVENTS:
            put(f"{self.dir}/events/{event}/filter",
                f"common_pid == {os.getpid()}")
            put(f"{self.dir}/events/{event}/enable", "1")
        self.pipe = os.open(f"{self.dir}/trace_pipe",
                            os.O_RDONLY | os.O_NONBLOCK)

    def drain(self):
        text = b""
        while len(text) < MOST:
            try:
                text += os.read(self.pipe, 65536)
            except BlockingIOError:
                break
        return text.decode(errors="replace")

    def close(self):
        os.close(self.pipe)
        for event in EVENTS:
            put(f"{self.dir}/events/{event}/enable", "0")
        os.rmdir(self.dir)


class Host:
    """A host file brought to life in our namespace."""

    def __init__(self, path):
        self.taps, self.socks, self.silent, self.index = {}, {}, set(), {}
        for line in open(path):
            line = line.split("#")[0].strip()
            if line:
                self.line(line)
        for name in ("icmp_ratelimit", "icmp_ratemask"):
            put(f"/proc/sys/net/ipv4/{name}", "0")

    def line(self, line):
        word = shlex.split(line)
        if word[0] == "dev":
            self.dev(word)
        elif word[0] == "socket":
            self.socket(word)
        else:
            subprocess.run(word, check=True, stdout=subprocess.DEVNULL)

    def dev(self, word):
        name = word[1]
        mac = word[word.index("address") + 1]
        fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(fd, TUNSETIFF,
                    struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
        put(f"/proc/sys/net/ipv6/conf/{name}/disable_ipv6", "1")
        for words in (["ip", "link", "set", name, "address", mac],
                      ["ip", "link", "set", name, "up"]):
            subprocess.run(words, check=True)
        self.taps[name] = fd
        self.index[name] = socket.if_nametoindex(name)

    def socket(self, word):
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.setblocking(False)
        todo, words = [], iter(word[3:])
        bound = None
        for w in words:
            if w == "bind":
                bound = make.endpoint(next(words))
            elif w == "connect":
                todo.append((s.connect, make.endpoint(next(words))))
            elif w == "dev":
                s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE,
                             next(words).encode())
            elif w in ("reuseaddr", "reuseport", "broadcast"):
                s.setsockopt(socket.SOL_SOCKET,
                             getattr(socket, "SO_" + w.upper()), 1)
            elif w == "rcvbuf":
                s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF,
                             int(next(words)))
            elif w == "opt":
                s.setsockopt(*SOCKET_OPTIONS[next(words)], int(next(words)))
            elif w == "join":
                self.join(s, next(words), words, word)
            elif w == "noread":
                self.silent.add(word[1])
        s.bind(bound)
        for call, arg in todo:
            call(arg)
        self.socks[word[1]] = s

    def join(self, s, group, words, word):
        source = None
        if word[word.index(group) + 1:][:1] == ["from"]:
            next(words)
            source = next(words)
        last = source or group
        last, _, dev = last.partition("@")
        index = self.index.get(dev or "eth0")
        if source:                   # ip_mreq_source names an address
            s.setsockopt(socket.IPPROTO_IP, 39, socket.inet_aton(group)
                         + socket.inet_aton("10.0.0.2")
                         + socket.inet_aton(last))
        else:
            s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                         socket.inet_aton(last) + bytes(4)
                         + struct.pack("=i", index))

    def refresh(self, said):
        """Forget what earlier frames left, as far as it could matter."""
        for name in self.silent:
            try:
                while self.socks[name].recv(70000):
                    pass
            except BlockingIOError:
                pass
        if "arp" in said or "!" in said or "consumed" in said:
            for what in (["neigh", "flush", "all"], ["route", "flush",
                                                     "cache"]):
                subprocess.run(["ip"] + what, stderr=subprocess.DEVNULL)

    def frames(self):
        """What the host has sent since the last call, IGMP reports apart."""
        out = []
        for name, fd in self.taps.items():
            while select.select([fd], [], [], 0)[0]:
                frame = os.read(fd, 70000)
                if frame[12:14] == b"\x08\x00" and frame[23] == 2:
                    continue
                out.append((name, frame))
        return out

    def read(self):
        """[(socket, text)] of datagrams and errors waiting."""
        got = []
        for name, s in self.socks.items():
            if name in self.silent:
                continue
            while True:
                try:
                    got.append(f"{name}:{len(s.recv(70000))}")
                except BlockingIOError:
                    break
                except OSError as e:
                    got.append(f"{name}!{errno.errorcode[e.errno]}")
        return got


def fate(text):
    """(reason, function) of the skb that entered, None when not dropped."""
    skb = None
    for line in text.splitlines():
        m = re.search(r"netif_receive_skb: .*skbaddr=(?:0x)?([0-9a-f]+)", line)
        if m and not skb:
            skb = m[1]
            continue
        m = re.search(r"kfree_skb: skbaddr=(?:0x)?([0-9a-f]+).*"
                      r"location=([^ +]+)\S* reason: (\w+)", line)
        if m and skb in (None, m[1]):
            return m[3], m[2]
    return None


def ask(host, trace, frame):
    host.frames()
    trace.drain()
    before = {n: s.getsockopt(socket.SOL_SOCKET, 55, 36)
              for n, s in host.socks.items() if n in host.silent}
    try:
        os.write(host.taps["eth0"], frame)
    except OSError as e:
        return f"refused {errno.errorcode[e.errno]}"
    first = fate(trace.drain())
    got = host.read()
    late = fate(trace.drain())
    for n, old in before.items():
        new = host.socks[n].getsockopt(socket.SOL_SOCKET, 55, 36)
        if new[:4] != old[:4]:
            got.append(f"{n}:-")
    out = [make.describe(f) for _, f in host.frames()]
    drop = first or late
    return make.answer(drop, got, out, frame)


def main():
    if os.geteuid():
        sys.exit("oracle: needs root (a namespace, a tap, tracefs)")
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    names = sys.argv[1:] or list(make.CAPTURES)
    here = os.path.dirname(os.path.abspath(__file__))
    table = {k: v for k, v in make.load_linux().items() if k[1] not in names}
    for host_name in make.HOSTS:
        answers = os.memfd_create("answers")
        if os.fork() == 0:
            code = 1
            try:
                one_host(here, host_name, names, answers)
                code = 0
            except (OSError, subprocess.CalledProcessError):
                traceback.print_exc()
            finally:
                os._exit(code)
        if os.wait()[1]:
            sys.exit(f"oracle: {host_name}: failed")
        os.lseek(answers, 0, os.SEEK_SET)
        for line in os.fdopen(answers):
            *key, answer = line.rstrip("\n").split("\t")
            table[tuple(key)] = answer
    make.save_linux(table)


def one_host(here, host_name, names, answers):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET | CLONE_NEWNS):
        raise OSError(ctypes.get_errno(), "unshare")
    for words in (["mount", "--make-rprivate", "/"],
                  ["mount", "-t", "tracefs", "tracefs", TRACING],
                  ["ip", "link", "set", "lo", "up"]):
        subprocess.run(words, check=True)
    host = Host(f"{here}/hosts/{host_name}.host")
    trace = Trace()
    try:
        with os.fdopen(answers, "w") as f:
            for name in names:
                for line in asked(host, trace, host_name, name):
                    f.write(line + "\n")
            f.flush()
    finally:
        trace.close()


def asked(host, trace, host_name, name):
    """Lines of linux.tsv for one capture."""
    said = "arp"
    for case in make.CAPTURES[name]():
        if host_name in case.hosts:
            if case.alone:
                host.refresh(said)
            said = ask(host, trace, case.frame)
            yield "\t".join((*make.key(host_name, name, case), said))


if __name__ == "__main__":
    main()
