import { readdirSync, readFileSync } from 'node:fs';
import { trainMatcher } from '../src/domain/faq/index.ts';
const E=readdirSync('src/sandbox/faq/entries').flatMap(f=>JSON.parse(readFileSync('src/sandbox/faq/entries/'+f,'utf8')));
const ph=E.flatMap((x:any)=>['en','zh-CN'].flatMap(l=>[x[l].title,...x[l].phrasings].map((text:string)=>({text,intent:x.id}))));
console.log(E.length, ph.length);
const rd=(n:string)=>readFileSync('tests/corpora/faq/'+n+'.jsonl','utf8').trim().split('\n').map(l=>JSON.parse(l));
const m=await trainMatcher({phrasings:ph});
console.log(m.curve.filter((_,i)=>i%Math.max(1,Math.floor(m.curve.length/14))===0));
for (const s of ['held-out.en','held-out.zh']){ const q=rd(s).filter((x:any)=>x.intent); let r=0; const hit:[number,boolean][]=[]; for(const x of q){const f=m.match(x.text); const ok=f.candidates[0]?.intent===x.intent; if(ok) r++; hit.push([f.probability,ok]);}
 console.log(s,q.length,(r/q.length).toFixed(3)); for(const t of [.3,.5,.6,.7,.8,.9]){const a=hit.filter(h=>h[0]>=t); console.log('  t',t,'answered',(a.length/q.length).toFixed(2),'wrong',(a.filter(h=>!h[1]).length/Math.max(1,a.length)).toFixed(3));}}
