#!/usr/bin/env python3
"""Turn annotations into run-time checks (tiny sizes)."""
import re,glob,sys,os
SRC='./'; OUT='/tmp/rac/'
os.makedirs(OUT,exist_ok=True)
TOK=re.compile(r'\s+|//[^\n]*|(\\?[A-Za-z_]\w*|\d+[uUlL]*|<==>|==>|<=|>=|==|!=|&&|\|\||->|[-+*/%<>!?:;,.()\[\]=&])')
def lex(s):
    out=[];i=0
    while i<len(s):
        m=TOK.match(s,i)
        if not m: raise Exception('lex %r'%s[i:i+30])
        if m[1]: out.append(m[1])
        i=m.end()
    return out
SKIP=set()
PREDS={}   # name -> [(type,name)]
class P:
    def __init__(s,toks,structs=(),env=None): s.t=toks;s.i=0;s.structs=set(structs);s.lab=None;s.old='Pre'
    def pk(s,k=0): return s.t[s.i+k] if s.i+k<len(s.t) else None
    def nx(s): s.i+=1; return s.t[s.i-1]
    def ex(s,x):
        if s.pk()!=x: raise Exception('expected %s got %s at %s'%(x,s.pk(),' '.join(s.t[max(0,s.i-12):s.i+6])))
        s.i+=1
    def form(s):
        a=s.imp()
        while s.pk()=='<==>':
            s.nx(); b=s.imp(); a='(!!(%s)==!!(%s))'%(a,b)
        return a
    def imp(s):
        a=s.tern()
        if s.pk()=='==>':
            s.nx(); b=s.imp(); return '(!(%s)||(%s))'%(a,b)
        return a
    def tern(s):
        a=s.lor()
        if s.pk()=='?':
            s.nx(); b=s.form(); s.ex(':'); c=s.form(); return '((%s)?(%s):(%s))'%(a,b,c)
        return a
    def lor(s):
        a=s.land()
        while s.pk()=='||': s.nx(); a='(%s||%s)'%(a,s.land())
        return a
    def land(s):
        a=s.rel()
        while s.pk()=='&&': s.nx(); a='(%s&&%s)'%(a,s.rel())
        return a
    def rel(s):
        if s.pk() in ('\\forall','\\exists'): return s.quant()
        if s.pk()=='\\let': return s.let()
        a=s.add(); parts=[]
        while s.pk() in ('<','<=','>','>=','==','!='):
            op=s.nx(); b=s.add(); parts.append('((%s)%s(%s))'%(a,op,b)); a=b
        return '('+'&&'.join(parts)+')' if parts else a
    def quant(s):
        q=s.nx(); ty=s.nx(); vs=[s.nx()]
        if ty!='integer': vs=[s.nx()] if False else vs
        while s.pk()==',': s.nx(); vs.append(s.nx())
        s.ex(';'); save=s.structs
        s.structs=s.structs-set(vs)
        body=s.form(); s.structs=save
        if len(vs)>3: return '1'
        init,cond=('1','!(%s)'%body) if q=='\\forall' else ('0',body)
        loops=''.join('for(int64_t %s=DLO;_q==%s&&%s<=DHI;%s++)'%(v,init,v,v) for v in vs)
        return '({int _q=%s;%s if(%s)_q=!_q;_q;})'%(init,loops,cond)
    def let(s):
        s.nx(); v=s.nx(); s.ex('='); e=s.add(); s.ex(';'); b=s.form()
        return '({int64_t %s=%s;(int)(%s);})'%(v,e,b)
    def add(s):
        a=s.mul()
        while s.pk() in ('+','-'): op=s.nx(); a='(%s%s%s)'%(a,op,s.mul())
        return a
    def mul(s):
        a=s.un()
        while s.pk() in ('*','/','%'): op=s.nx(); a='(%s%s%s)'%(a,op,s.un())
        return a
    def un(s):
        if s.pk()=='!': s.nx(); return '(!%s)'%s.un()
        if s.pk()=='-': s.nx(); return '(-%s)'%s.un()
        if s.pk()=='*': s.nx(); return s.scalar('(*%s)'%s.raw())
        return s.prim()
    def scalar(s,r): return '((int64_t)(%s))'%r
    def name(s,n):
        lab=s.lab
        if n=='\\result': return 'res_'
        if lab and n=='fib_ghost': return lab+'_gh'
        if n in s.structs: return '(*%s)'%n
        return n
    def raw(s):
        """an lvalue chain, no cast"""
        t=s.nx()
        if t in ('\\old','\\at'):
            s.ex('('); sv=s.lab
            # find label
            if t=='\\old': s.lab=s.old
            else:
                d=0;k=s.i
                while True:
                    x=s.t[k]
                    if x in '([': d+=1
                    if x in ')]':
                        if d==0: break
                        d-=1
                    k+=1
                s.lab=s.t[k-1]
            if s.pk()=='*': s.nx(); r='(*%s)'%s.raw()
            else: r=s.form() if False else s.arg()
            s.lab=sv
            if t=='\\at': s.ex(','); s.nx()
            s.ex(')')
            return s.post('(%s)'%r)
        if t=='tr' and s.pk()=='->' :
            s.nx(); f=s.nx()
            b=('%s_tr.%s'%(s.lab,f)) if s.lab else 'tr->%s'%f
            return s.post(b)
        if t=='tr' and s.lab: return '(&%s_tr)'%s.lab
        return s.post(s.name(t))
    def arg(s):
        # content of \old/\at: formula, but keep raw if it is a pure chain
        j=s.i
        try:
            if s.t[s.i]=='*': s.nx(); r='(*%s)'%s.raw()
            else: r=s.raw()
            if s.pk() in (')',','): return r
        except Exception: pass
        s.i=j
        return s.form()
    def post(s,b):
        while True:
            if s.pk()=='.': s.nx(); b+='.'+s.nx()
            elif s.pk()=='->': s.nx(); b+='->'+s.nx()
            elif s.pk()=='[':
                s.nx(); sv=s.lab; e=s.form(); s.ex(']'); b='%s[IX(%s,%s)]'%(b,e,b)
            else: return b
    def prim(s):
        t=s.pk()
        if t=='(':
            s.nx()
            a=s.form(); s.ex(')'); return '(%s)'%a
        if re.match(r'\d',t): s.nx(); return '((int64_t)%s)'%re.sub('[uUlL]','',t)
        if t=='\\true': s.nx(); return '1'
        if t=='\\false': s.nx(); return '0'
        if t in ('\\valid','\\valid_read'):
            s.nx(); s.ex('('); s.raw(); s.ex(')'); return '1'
        if re.match(r'[A-Za-z_]',t) and s.pk(1)=='(':
            s.nx(); s.ex('(')
            ps=PREDS.get(t); args=[]; k=0
            while s.pk()!=')':
                if ps and ps[k][0].startswith('struct'):
                    if s.pk()=='*': s.nx(); a='(*%s)'%s.raw()
                    else: a=s.raw()
                    args.append('&(%s)'%a)
                else: args.append(s.form())
                k+=1
                if s.pk()==',': s.nx()
            s.ex(')')
            return '%s_p(%s)'%(t,','.join(args))
        if t in('\\old','\\at'):
            return s.scalar(s.raw())
        if t in SKIP: s.nx(); return '1'
        return s.scalar(s.raw())
def formula(text,structs=(),old='Pre'):
    p=P(lex(text),structs); p.old=old
    r=p.form()
    if p.i!=len(p.t): raise Exception('rest: %s'%' '.join(p.t[p.i-3:p.i+8]))
    return r
# ---- spec
spec=open(SRC+'spec/trie.h').read()
decls='';defs=''
acsl=re.sub(r'//[^\n]*','',' '.join(re.findall(r'/\*@(.*?)\*/',spec,re.S)))
SKIP.update({'BPow','BMono','BAdd','BIn','BSame','BUp','BDown','BFirst','BOrder','BNest','BHalf','BNext','BBase','BWhole','Bases'})
items=re.findall(r'(predicate|logic integer)\s+(\w+)\s*(\((?:[^()]*)\))?\s*=(.*?);(?=\s*(?:predicate|logic|$))',acsl,re.S)
for k,n,ps,b in items:
    PREDS[n]=[tuple(x.strip().rsplit(' ',1)) for x in ps[1:-1].split(',')] if ps else []
for k,n,ps,b in items:
    if n in SKIP: continue
    args=','.join(('const %s *%s'%(t,v) if t.startswith('struct') else 'int64_t %s'%v) for t,v in PREDS[n])
    st=[v for t,v in PREDS[n] if t.startswith('struct')]
    sig='static int64_t __attribute__((unused)) %s_p(%s)'%(n,args or 'void')
    decls+=sig+';\n'
    if n=='Pow': body='s<=0?1:((int64_t)1<<s)'
    elif n=='Base': body='s>=36?0:((k>>s)<<s)'
    else: body=formula(b,st)
    defs+=sig+'{return %s;}\n'%body
# ---- header
h=open(SRC+'src/ipv4/fib_trie.h').read()
SZ=dict(NTABLE=2,NNODE=int(os.environ.get('NN','12')),NCELL=int(os.environ.get('NC','40')),NALIAS=int(os.environ.get('NAL','7')))
for k,v in SZ.items(): h=re.sub(r'\b%s = \d+'%k,'%s = %d'%(k,v),h)
PROTO={}
def clauses(text):
    text=re.sub(r'//[^\n]*','',text)
    out=[]
    for m in re.finditer(r'\b(requires|ensures|loop invariant)\s+((?:(?!;\s*(?:requires|ensures|terminates|exits|assigns|loop|behavior|complete|$)).)*);',text.strip()+' ',re.S):
        b=m[2].strip(); nm=''
        mm=re.match(r'^(\w+)\s*:\s*(?!:)(.*)$',b,re.S)
        if mm: nm,b=mm[1],mm[2]
        out.append((m[1],nm,b))
    return out
def strip_ghost_params(t):
    t=re.sub(r'\)\s*/\*@ ghost \(((?:(?!\*/).)*)\) \*/',r', \1)',t,flags=re.S)
    return t
def unghost(t):
    """ghost blocks and lines -> code"""
    def blk(m):
        g=m[1]
        return g
    def inner(g):
        # contracts of ghost functions: turn /@ @/ into /*@ */
        return g.replace('/@','/*@').replace('@/','*/')
    t=re.sub(r'/\*@ ghost(\s(?:(?!\*/).)*)\*/',lambda m:inner(m[1]),t,flags=re.S)
    t=re.sub(r'//@ ghost (\w+): ;',r'SNAP(\1)',t)
    t=re.sub(r'//@ ghost ([^\n]*)',r'\1',t)
    return t
ERR=[]
def check(kind,fn,nm,f):
    if fn.startswith('lemma_') and fn not in ('lemma_found',) : return '0'
    if fn=='trie_bases': return '0'
    return 'CHECK("%s",%s)'%('%s %s %s'%(kind,fn,nm),f)
def conv_file(path):
    t=open(SRC+path).read()
    t=strip_ghost_params(t); t=unghost(t)
    t=re.sub(r'//@ (assert [^\n]*)',r'/*@ \1 */',t)
    base=os.path.basename(path)
    # function contracts
    def fnsub(m):
        con,head=m[1],m[2]
        name=re.search(r'(\w+)\s*\(',head)[1]
        return m[0]
    # contract + definition/prototype
    pat=re.compile(r'/\*@((?:(?!\*/).)*?\bterminates\b(?:(?!\*/).)*?)\*/\s*((?:static |extern )?(?:[\w]+ )+\*?(\w+)\(([^{};]*?)\))\s*([;{])',re.S)
    cons=PROTO
    def s1(m):
        cons[m[3]]=m[1]; return m[2]+m[5]
    t=pat.sub(s1,t)
    if path.endswith('.h'): return t
    # definitions
    out='';i=0
    dp=re.compile(r'^((?:static )?(?:[\w]+ )+\*?|[ ]{2}(?:void|uint64_t) )(\w+)\(([^{};]*?)\)\s*\{',re.M|re.S)
    while True:
        m=dp.search(t,i)
        if not m or m[1].strip().startswith(('struct trie_ghost fib','else','return')): out+=t[i:]; break
        if m[2] in ('while','if','for','switch'): out+=t[i:m.end()]; i=m.end(); continue
        # body end
        k=m.end();d=1
        while d:
            if t[k]=='{': d+=1
            if t[k]=='}': d-=1
            k+=1
        body=t[m.end():k-1]
        ret=m[1].strip(); st=''
        if ret.startswith('static'): ret=ret[6:].strip(); st='static '
        name,params=m[2],m[3]
        con=cons.get(name,'')
        hastr=re.search(r'\btr\b',params)
        names=[re.search(r'(\w+)\s*$',p.strip())[1] for p in params.split(',')] if params.strip()!='void' else []
        structs=[]
        pre='';post=''
        for kind,nm,b in clauses(con):
            try: f=formula(b)
            except Exception as e: ERR.append('%s %s %s: %s'%(base,name,nm,e)); continue
            c=check(kind,name,nm,f)+';'
            if kind=='requires': pre+=c+'\n'
            elif kind=='ensures': post+=c+'\n'
        snap='SNAP(Pre)\n' if hastr else 'struct trie_ghost Pre_gh=fib_ghost;(void)Pre_gh;\n'
        call='%s__b(%s)'%(name,','.join(names))
        # body: asserts, loops
        def asub(mm):
            b=re.match(r'assert\s+(?:(\w+)\s*:\s*(?!:))?(.*?);?\s*$',re.sub(r'//[^\n]*','',mm[1]),re.S)
            try: f=formula(b[2])
            except Exception as e: ERR.append('%s %s assert %s: %s'%(base,name,b[1],e)); return ''
            return check('assert',name,b[1] or '',f)+';'
        body=re.sub(r'/\*@ (assert(?:(?!\*/).)*?)\*/',asub,body,flags=re.S)
        while True:
            mm=re.search(r'/\*@\s*(loop invariant(?:(?!\*/).)*?)\*/\s*(while|for)\s*\(',body,re.S)
            if not mm: break
            inv=[]
            for kind,nm,b in clauses(mm[1]):
                try: inv.append(check('inv',name,nm,formula(b)))
                except Exception as e: ERR.append('%s %s inv %s: %s'%(base,name,nm,e))
            k2=mm.end();d=1
            while d:
                if body[k2]=='(': d+=1
                if body[k2]==')': d-=1
                k2+=1
            cond=body[mm.end():k2-1]
            ck=','.join(inv+['1'])
            if mm[2]=='while': new='while (('+ck+') && ('+cond+'))'
            else:
                a,b,c=cond.split(';'); new='for ('+a+'; ('+ck+') && ('+b+');'+c+')'
            body=body[:mm.start()]+new+body[k2:]
        out+=t[i:m.start()]
        out+='%s%s %s__b(%s)\n{\n%s%s}\n'%('static ',ret,name,params,snap,body)
        out+='%s%s %s(%s)\n{\n%s%s'%(st,ret,name,params,snap,pre)
        out+=('%s;\n%s}\n'%(call,post)) if ret=='void' else '%s res_ = %s;\n%sreturn res_;\n}\n'%(ret,call,post)
        i=k
    return out
hdrs=sorted(glob.glob(SRC+'src/ipv4/fib_trie*.h')); srcs=sorted(glob.glob(SRC+'src/ipv4/fib_trie*.c'))
order=['fib_trie.h','fib_trie_order.h']+[os.path.basename(x) for x in hdrs if not x.endswith(('/fib_trie.h','/fib_trie_order.h'))]
res='''#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <stdbool.h>
#include <string.h>
static long nchk; static int bad;
static struct { const char *n; long c; } seen[4000]; static int nseen;
static void fail_(const char *n){ for(int i=0;i<nseen;i++) if(!strcmp(seen[i].n,n)){seen[i].c++;return;} if (nseen<4000){seen[nseen].n=n;seen[nseen++].c=1;} printf("FAIL %s\\n",n); bad++; }
#define CHECK(n,f) ({ nchk++; if(!(f)) fail_(n); 0; })
#define SNAP(L) struct fib_trie L##_tr = *tr; struct trie_ghost L##_gh = fib_ghost; (void)L##_tr; (void)L##_gh;
static inline int64_t ix_(int64_t i, int64_t n){ return i<0||i>=n ? n : i; }
#define IX(i,a) ix_(i,(int64_t)(sizeof(a)/sizeof((a)[0]))-1)
'''
hh=h
hh=unghost(strip_ghost_params(hh))
hh=re.sub(r'extern struct trie_ghost fib_ghost;','static struct trie_ghost fib_ghost;',hh)
# one guard element for each array: out-of-range reads
hh=re.sub(r'\[(NNODE|NCELL|NALIAS|33)\];',r'[\1 + 1];',hh)
open('/tmp/rac/h1','w').write(hh)
tmp=SRC; 
a,b=hh.split('#include "spec/trie.h"')
res+=a.replace('#ifndef IPV4_FIB_TRIE_H\n','').replace('#define IPV4_FIB_TRIE_H','')+'#define DLO (-1)\n#define DHI (NCELL+1)\n'+decls+defs
def proto(path_text):
    pat=re.compile(r'/\*@((?:(?!\*/).)*?\bterminates\b(?:(?!\*/).)*?)\*/\s*((?:static |extern )?(?:[\w]+ )+\*?(\w+)\(([^{};]*?)\))\s*([;{])',re.S)
    def s1(m): PROTO[m[3]]=m[1]; return m[2]+m[5]
    return pat.sub(s1,path_text)
res+=proto(b.replace('#endif',''))
for n in order[1:]:
    t=unghost(strip_ghost_params(open(SRC+'src/ipv4/'+n).read()))
    t=re.sub(r'^#.*$','',t,flags=re.M)
    res+=proto(t)
for x in srcs:
    t=conv_file('src/ipv4/'+os.path.basename(x))
    t=re.sub(r'^#.*$','',t,flags=re.M)
    if x.endswith('/fib_trie.c'): t=t.replace('struct trie_ghost fib_ghost;','')
    res+='\n/* %s */\n'%x+t
res+=open('/tmp/rac_main.c').read()
open('/tmp/rac/all.c','w').write(res)
for e in ERR: print('ERR',e)
