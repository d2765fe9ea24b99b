static uint64_t rs = 88172645463325252ull; static uint32_t rnd(uint32_t n) { rs ^= rs << 13; rs ^= rs >> 7; rs ^= rs << 17; return (uint32_t)(rs >> 20) % n; }
int main(int argc, char **argv) {
  static struct fib_trie T; struct fib_trie *tr=&T; int steps = argc>1?atoi(argv[1]):200; if (argc>2) rs += (uint64_t)atoi(argv[2])*7919;
  memset(&T,0x5a,sizeof T); memset(&fib_ghost,0x5a,sizeof fib_ghost);
  fib_trie_init(tr);
  struct { struct trie_route r; uint32_t a; } k[100]; int n=0;
  int full=0;
  for (int i=0;i<steps;i++) {
    if (rnd(100) < (i/60%2?35u:65u)) {
      struct trie_route r={0}; r.table=rnd(2); int style=rnd(3); r.plen = style==0 ? rnd(33) : style==1 ? 32 : 4; uint32_t a = style==2 ? rnd(16)<<28 : style==1 ? rnd(8) | (rnd(4)==0?0x80000000u:0) : (rnd(2)? rnd(16)<<28 : rnd(0xffffffff)); r.dst = a & (r.plen? 0xffffffffu<<(32-r.plen):0); r.priority=rnd(3); r.tos=(uint8_t)(rnd(3)?0:4); r.info=rnd(5);
      uint32_t x=fib_trie_insert(tr,r,rnd(3)); if (x<NALIAS) {k[n].r=r;k[n++].a=x;} else if (x==TRIE_FULL) full++;
    } else if (n) { int j=(int)rnd(n); fib_trie_find(tr,k[j].r); fib_trie_delete(tr,k[j].r.table,k[j].r.dst,k[j].a); k[j]=k[--n]; }
    for (int z=0; z<3; z++) { uint32_t m=rnd(NNODE); if (T.nd.kind[m]==TRIE_TNODE) { uint32_t w=rnd(3); if (w==0&&T.nd.pos[m]>=1&&T.nd.bits[m]<5) trie_inflate(tr,m); else if (w==1&&T.nd.bits[m]>=2) trie_halve(tr,m); else if (w==2&&T.nd.bits[m]>=2) trie_split(tr,m);} }
    if (i%8==0) { uint32_t ad = n&&rnd(2)? k[rnd(n)].r.dst|rnd(16) : rnd(16)<<28, tb=rnd(2), ts=rnd(2)*4; uint32_t a=fib_trie_lookup(tr,tb,ad,ts); while (a!=NALIAS) a=fib_trie_next(tr,tb,ad,ts,a); }
  }
  printf("steps %d checks %ld distinct failures %d, full %d, bump %u\n", steps, nchk, bad, full, tr->fl.bump);
  for (int i=0;i<nseen;i++) printf("%6ld %s\n", seen[i].c, seen[i].n);
}
