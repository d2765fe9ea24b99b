# Muffin beside the running Linux; needs root, tracefs, /dev/net/tun.
# Included by the Makefile.
.PHONY: diff record

diff: all ## compare with the running Linux (root): captures, random frames
	@/usr/bin/python3 tests/diff.py $B/muffin $B/diff

# Of each capture and host: Linux's lines, for `muffin diff --against`.
record: all ## write what the running Linux says into pcaps/verdicts (root)
	@mkdir -p pcaps/verdicts
	@for h in b many; do for c in demo surprises grid; do \
		$B/muffin diff -q -c pcaps/hosts/$$h.host -r pcaps/$$c.pcap \
			--record pcaps/verdicts/$$c-$$h.jsonl >$B/record.out; \
		s=$$?; [ $$s -le 1 ] || exit $$s; done; done
	@ls -l pcaps/verdicts
