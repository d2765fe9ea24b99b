#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "ipv4/fib_trie.h"
static uint64_t rs = 88172645463325252ull; static uint32_t rnd(void) { rs ^= rs << 13; rs ^= rs >> 7; rs ^= rs << 17; return (uint32_t)(rs >> 16); }
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + t.tv_nsec * 1e-9; }
#define NR 1000000u
static uint32_t rp[NR]; static uint8_t rl[NR]; static uint32_t hot[45000], al[NR];
int main(void) { uint32_t i, n = 0; double t; struct fib_trie *tr = malloc(sizeof *tr);
  t=now(); fib_trie_init(tr); printf("sizeof %zu init %.1f ms\n", sizeof *tr, (now()-t)*1e3);
  for (i = 0; i < 45000; i++) hot[i] = rnd() & 0xffff0000u;
  while (n < NR) { uint32_t r = rnd() % 100, len = r < 60 ? 24 : r < 88 ? 20 + rnd() % 4 : r < 98 ? 16 + rnd() % 4 : 8 + rnd() % 8; uint32_t h = hot[rnd() % 45000]; 
    rp[n] = (len >= 16 ? (h | (rnd() & 0xffff)) : rnd()) & ~((len < 32 ? 1u << (32 - len) : 1) - 1); rl[n] = len; n++; }
  t = now(); uint32_t ok = 0, dup = 0; for (i = 0; i < NR; i++) { struct trie_route r = { .dst = rp[i], .plen = rl[i], .info = i }; al[i] = fib_trie_insert(tr, r, TRIE_ADD); ok += al[i] < NALIAS; dup += al[i] == TRIE_EXISTS; if (al[i] == TRIE_FULL) { printf("full at %u\n", i); break; } }
  t = now() - t; printf("insert: %u routes, %u dup, %.0f ns each, cells %u\n", ok, dup, t * 1e9 / NR, tr->fl.bump);
  uint32_t leaves=0,tn=0,cells=0,one=0; for (i=0;i<NNODE;i++) { leaves += tr->nd.kind[i]==TRIE_LEAF; if (tr->nd.kind[i]==TRIE_TNODE) { tn++; cells += 1u<<tr->nd.bits[i]; one += tr->nd.bits[i]==1; } }
  printf("leaves %u tnodes %u (1-bit %u) live cells %u\n", leaves, tn, one, cells);
  uint32_t root = tr->lk.child[0]; printf("root bits %u\n", tr->nd.bits[root]);
  uint32_t x = 0; t = now(); for (i = 0; i < 4000000; i++) { uint32_t r = rnd() % NR; x += fib_trie_lookup(tr, 0, rp[r] | (rnd() & ((1u << (32 - rl[r])) - 1)), 0); } t = now() - t; printf("lookup matching: %.0f ns (%u)\n", t * 1e9 / 4e6, x);
  x = 0; t = now(); for (i = 0; i < 4000000; i++) { x += fib_trie_lookup(tr, 0, rnd(), 0); } t = now() - t; printf("lookup random: %.0f ns (%u)\n", t * 1e9 / 4e6, x);
  double depth=0; for (i=0;i<100000;i++){uint32_t m=root; uint64_t k=rp[rnd()%NR]; while(m!=NNODE&&tr->nd.kind[m]==TRIE_TNODE&&k>=tr->nd.key[m]&&k-tr->nd.key[m]<(1ull<<tr->nd.expo[m])){m=tr->lk.child[tr->nd.first[m]+((k-tr->nd.key[m])>>tr->nd.pos[m])];depth++;}} printf("mean depth %.2f\n", depth/1e5);
  /* random order delete */
  t = now(); uint32_t d=0; for (i = 0; i < NR; i++) { uint32_t q = (uint32_t)(((uint64_t)i * 786433u) % NR); if (al[q] < NALIAS) { fib_trie_delete(tr, 0, rp[q], al[q]); d++; } } t = now() - t; printf("delete: %u, %.0f ns each; left %u\n", d, t*1e9/d, tr->fa_count);
  t = now(); ok=0; for (i = 0; i < NR; i++) { struct trie_route r = { .dst = rp[i], .plen = rl[i], .info = i }; al[i] = fib_trie_insert(tr, r, TRIE_ADD); ok += al[i] < NALIAS; if (al[i] == TRIE_FULL) { printf("full at %u\n", i); break; } }
  t = now() - t; printf("again: %u routes %.0f ns each, cells %u\n", ok, t * 1e9 / NR, tr->fl.bump);
  return 0; }
