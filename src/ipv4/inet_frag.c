/* Queues of fragments: which are there, and what is there of each. */
#include "ipv4/inet_frag.h"

void ipq_init(struct ipq *q, uint32_t used, struct ipq_key key,
	ktime_t expires)
{
	q->used = used;
	q->key = key;
	q->first_in = 0;
	q->last_in = 0;
	q->len = 0;
	q->hdrlen = 0;
	q->ecn[0] = 0;
	q->ecn[1] = 0;
	q->ecn[2] = 0;
	q->ecn[3] = 0;
	q->max_size = 0;
	q->max_df_size = 0;
	q->truesize = 0;
	q->pkt_type = PACKET_HOST;
	q->head_len = 0;
	q->opt = (struct ip_options){ .optlen = 0 };
	q->iif = 0;
	q->dist = 0;
	q->expires = expires;
	q->runs.n = 0;
}

void frags_init(struct frags *f)
{
	struct ipq_key none = { 0, 0, 0, 0 };
	uint32_t i;

	f->next = UINT64_MAX;
	/*@ loop invariant i <= NIPQ;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      IpqOk(f->q[j]) && f->q[j].used == 0;
	    loop assigns i, f->q[0 .. NIPQ - 1];
	    loop variant NIPQ - i; */
	for (i = 0; i < NIPQ; i++)
		ipq_init(&f->q[i], 0, none, 0);
}

/*@ requires \valid_read(q);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <==> IpqIs(*q, key); */
static bool ipq_is(const struct ipq *q, struct ipq_key key)
{
	return q->used == 1u && q->key.saddr == key.saddr &&
		q->key.daddr == key.daddr && q->key.id == key.id &&
		q->key.protocol == key.protocol;
}

uint32_t ipq_find(const struct frags *f, struct ipq_key key)
{
	uint32_t i;

	/*@ loop invariant i <= NIPQ;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      !IpqIs(f->q[j], key);
	    loop assigns i;
	    loop variant NIPQ - i; */
	for (i = 0; i < NIPQ; i++)
		if (ipq_is(&f->q[i], key))
			return i;
	return IPQ_NIL;
}

uint32_t ipq_unused(const struct frags *f)
{
	uint32_t i;

	/*@ loop invariant i <= NIPQ;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      f->q[j].used == 1;
	    loop assigns i;
	    loop variant NIPQ - i; */
	for (i = 0; i < NIPQ; i++)
		if (f->q[i].used != 1u)
			return i;
	return IPQ_NIL;
}

void frags_start(struct frags *f, uint32_t i, struct ipq_key key,
	ktime_t expires)
{
	ipq_init(&f->q[i], 1, key, expires);
	if (expires < f->next)
		f->next = expires;
}

void frags_kill(struct frags *f, uint32_t i)
{
	f->q[i].used = 0;
}

void frags_restart(struct frags *f, uint32_t i, ktime_t expires)
{
	uint32_t max_size = f->q[i].max_size;
	uint32_t max_df_size = f->q[i].max_df_size;

	frags_start(f, i, f->q[i].key, expires);
	f->q[i].max_size = max_size;
	f->q[i].max_df_size = max_df_size;
}

uint64_t frags_mem(const struct frags *f)
{
	uint64_t sum = 0;
	uint32_t i;

	/*@ loop invariant i <= NIPQ;
	    loop invariant sum == FragsMem(*f, i);
	    loop invariant sum <= i * 0x1000000ff;
	    loop assigns i, sum;
	    loop variant NIPQ - i; */
	for (i = 0; i < NIPQ; i++)
		if (f->q[i].used == 1u)
			sum += (uint64_t)f->q[i].truesize + IPQ_TRUESIZE;
	return sum;
}

void frags_passed(struct frags *f, uint32_t saddr)
{
	uint32_t i;

	/*@ loop invariant i <= NIPQ;
	    loop invariant FragsOk(*f);
	    loop invariant \forall integer j; 0 <= j < i ==>
	      IpqPassed(f->q[j], \at(f->q[j], Pre), saddr);
	    loop invariant \forall integer j; i <= j < NIPQ ==>
	      f->q[j] == \at(f->q[j], Pre);
	    loop assigns i, f->q[0 .. NIPQ - 1];
	    loop variant NIPQ - i; */
	for (i = 0; i < NIPQ; i++)
		if (f->q[i].used == 1u && f->q[i].key.saddr == saddr &&
		    f->q[i].dist < UINT32_MAX)
			f->q[i].dist++;
}

uint32_t frags_earliest(struct frags *f)
{
	uint32_t i, least = IPQ_NIL;

	f->next = UINT64_MAX;
	/*@ loop invariant i <= NIPQ && least <= NIPQ;
	    loop invariant least != IPQ_NIL ==> f->q[least].used == 1 &&
	      f->next == f->q[least].expires;
	    loop invariant least == IPQ_NIL ==>
	      f->next == 0xffffffffffffffff;
	    loop invariant \forall integer j; 0 <= j < i &&
	      f->q[j].used == 1 ==> f->next <= f->q[j].expires;
	    loop assigns i, least, f->next;
	    loop variant NIPQ - i; */
	for (i = 0; i < NIPQ; i++)
		if (f->q[i].used == 1u && (least == IPQ_NIL ||
		    f->q[i].expires < f->next)) {
			least = i;
			f->next = f->q[i].expires;
		}
	return least;
}

/* The first run that ends behind byte k; n when none does. */
/*@ requires \valid_read(r) && RunsOk(*r);
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result <= r->n;
    ensures \forall integer j; 0 <= j < \result ==> r->at[j].end <= k;
    ensures \result < r->n ==> k < r->at[\result].end; */
static uint32_t runs_find(const struct runs *r, uint32_t k)
{
	uint32_t i;

	/*@ loop invariant i <= r->n;
	    loop invariant \forall integer j; 0 <= j < i ==>
	      r->at[j].end <= k;
	    loop assigns i;
	    loop variant r->n - i; */
	for (i = 0; i < r->n; i++)
		if (k < r->at[i].end)
			return i;
	return i;
}

/* Makes place i free: the runs from there on move up by one. */
/*@ requires \valid(r) && i <= r->n < NRUN;
    terminates \true; exits \false;
    assigns r->at[0 .. NRUN - 1];
    ensures \forall integer j; 0 <= j < i ==> r->at[j] == \old(r->at[j]);
    ensures \forall integer j; i <= j < r->n ==>
            r->at[j + 1] == \old(r->at[j]);
    ensures \forall integer j; i < j <= r->n ==>
            r->at[j] == \old(r->at[j - 1]); */
static void runs_shift(struct runs *r, uint32_t i)
{
	uint32_t j;

	/*@ loop invariant i <= j <= r->n;
	    loop invariant \forall integer k; 0 <= k <= j ==>
	      r->at[k] == \at(r->at[k], Pre);
	    loop invariant \forall integer k; j <= k < r->n ==>
	      r->at[k + 1] == \at(r->at[k], Pre);
	    loop assigns j, r->at[0 .. NRUN - 1];
	    loop variant j; */
	for (j = r->n; j > i; j--)
		r->at[j] = r->at[j - 1u];
}

/* A new run at place i, where it fits between its neighbours. */
/*@ requires \valid(r) && RunsOk(*r) && start < end <= 0x20000;
    requires i <= r->n < NRUN;
    requires \forall integer j; 0 <= j < i ==> r->at[j].end <= start;
    requires \forall integer j; i <= j < r->n ==> end <= r->at[j].start;
    terminates \true; exits \false;
    assigns r->n, r->at[0 .. NRUN - 1];
    ensures RunsOk(*r) && RunsGrew(*r, \old(*r), start, end); */
static void runs_insert(struct runs *r, uint32_t i, uint32_t start,
	uint32_t end)
{
	runs_shift(r, i);
	r->at[i].start = start;
	r->at[i].end = end;
	r->n++;
}

/* The last run goes on to `end`. */
/*@ requires \valid(r) && RunsOk(*r) && end <= 0x20000;
    requires r->n > 0 && r->at[r->n - 1].end < end;
    terminates \true; exits \false;
    assigns r->at[r->n - 1].end;
    ensures RunsOk(*r);
    ensures RunsGrew(*r, \old(*r), \old(r->at[r->n - 1].end), end); */
static void runs_extend(struct runs *r, uint32_t end)
{
	//@ ghost uint32_t last = r->n - 1u;
	/*@ assert \forall integer i; 0 <= i < last ==>
	      r->at[i].end <= r->at[last].start; */
	r->at[r->n - 1u].end = end;
}

uint32_t runs_add(struct runs *r, uint32_t start, uint32_t end)
{
	uint32_t i = runs_find(r, start);

	//@ assert i < r->n && r->at[i].start <= start ==> Covered(*r, start);
	/*@ assert i < r->n && start < r->at[i].start ==>
	      Covered(*r, r->at[i].start); */
	if (i < r->n && end > r->at[i].start)
		return r->at[i].start <= start && end <= r->at[i].end
			? DROP_FRAG_DUPLICATE : DROP_FRAG_OVERLAP;
	if (i == r->n && i > 0u && r->at[i - 1u].end == start) {
		runs_extend(r, end);
		return DROP_NONE;
	}
	if (r->n == NRUN)
		return DROP_FRAG_NO_ROOM;
	runs_insert(r, i, start, end);
	return DROP_NONE;
}

bool runs_whole(const struct runs *r, uint32_t len)
{
	uint32_t i, end = 0;

	/*@ loop invariant i <= r->n;
	    loop invariant i == 0 ==> end == 0;
	    loop invariant i > 0 ==> end == r->at[i - 1].end;
	    loop invariant \forall integer k; 0 <= k < end ==> Covered(*r, k);
	    loop invariant \forall integer j; i <= j < r->n ==>
	      end <= r->at[j].start;
	    loop assigns i, end;
	    loop variant r->n - i; */
	for (i = 0; i < r->n; i++) {
		//@ assert Covered(*r, r->at[i].start);
		if (r->at[i].start != end) {
			//@ assert !Covered(*r, end);
			return false;
		}
		end = r->at[i].end;
	}
	//@ assert !Covered(*r, end);
	//@ assert end > 0 ==> Covered(*r, end - 1);
	return end == len;
}
