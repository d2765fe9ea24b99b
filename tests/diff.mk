# Muffin beside the running Linux; needs root, tracefs, /dev/net/tun.
# Included by the Makefile.
.PHONY: diff diff-routes record

diff: test-install all ## compare with the running Linux (root): captures, cases, random frames
	@/usr/bin/python3 tests/diff.py $B/muffin $B/diff
	@/usr/bin/python3 pcaps/judge.py $B/muffin --live
	@/usr/bin/python3 tests/routes.py $B/muffin $B/diff

diff-routes: all ## compare routes with the running Linux (root): lookups, refusals
	@/usr/bin/python3 tests/routes.py $B/muffin $B/diff

# Of each case: Linux's lines, for machines that cannot ask one.
record: test-install all ## write what the running Linux says of the cases (root)
	@/usr/bin/python3 pcaps/judge.py $B/muffin --record
