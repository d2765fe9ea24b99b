"""seed.py UNIT...: give units the verdicts of trie-kit/verdicts.tsv, under the goal name `seed`; a run of prove.py keeps those it uses."""
import os,json,sys
units=sys.argv[1:]
p='proofs/cache.txt'
L=open(p).read().split('\n')
have=set(tuple(l.split('\t')[i] for i in (0,2,3)) for l in L if l and not l.startswith('#'))
new=[]
ents=[]
ents=[tuple(l.rstrip('\n').split('\t')) for l in open('trie-kit/verdicts.tsv')]
for u in units:
    for pr,h,t in ents:
        if (u,pr,h) not in have: new.append('\t'.join((u,'seed',pr,h,t)))
L=[l for l in L if l]
open(p,'w').write('\n'.join(L[:1]+sorted(set(L[1:]+new)))+'\n')
print(len(ents),'entries',len(new),'new')
