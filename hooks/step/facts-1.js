// @bun
import{fe}from"./s4.js";import{Vn}from"./s56.js";import{rd,od,id}from"./s67.js";import{ad,ri,oi}from"./s30.js";import{ot}from"./s80.js";import{Z}from"./s40.js";import{rn,on}from"./s97.js";import{ur,bn,xn}from"./s8.js";import{Te,Sn}from"./s44.js";import{me,Gt,rt,ft}from"./s41.js";import{Ae,t,R}from"./s93.js";import{readFileSync as X}from"fs";import{join as B}from"path";function d(n){let e=new Map;for(let{key:o,lines:r}of Vn(n).parts){let s=r.map((i)=>i.text.trimEnd()).join(`
`).trim();if(s!=="")e.set(o,`${e.has(o)?`${e.get(o)}
`:""}${s}`)}return e}function u(n,e){let[o,r]=[d(n),d(e)],i=[...new Set([...r.keys(),...o.keys()])].map((a)=>({part:a,before:o.get(a)??null,after:r.get(a)??null})),c=new Map(Vn(e).tasks.map(({n:a,name:f})=>[`Task ${a}`,`Task ${a}: ${f}`]));return{texts:i.filter((a)=>a.before!==a.after),same:i.filter((a)=>a.before===a.after).map(({part:a})=>c.get(a)??a)}}var h=`An executor is a model with the host's own tools that carries out one task of the plan. It knows what its task says, and nothing of the other
tasks, the plans, the votes or the person's words.

It can:

- read every file of the project, search it, and create, change and delete the files that its task names;
- run commands in its folder, under the permission mode that the person has set: what the host does not allow is refused, and nobody is there to ask;
- run the task's own commands, those for set-up and the success criteria, once the person has approved them.

It cannot:

- change a file that its task does not name, or one outside of its folder; where the project has git, that folder is a worktree of its own, which
  shows finished tasks that its task depends on, and not those that run beside it;
- change history: no commit, branch, merge, rebase, tag or push. The program commits what a task has done once it has passed;
- count on the network: a download, a registry or an API may not answer. What has to be installed is a set-up command of the task;
- count on secrets: no key or password is given to it, and none may be needed to meet a criterion;
- leave something running: a server that a criterion needs is started and ended by that criterion's own command;
- talk to a person. What it cannot decide it reports as \`blocked\`, with the reason, and its task stops there.

A task is done when the program itself has run each of its success criteria, in the task's folder, and each has ended with exit code 0; the
executor's own word counts for nothing. A criterion is one command that ends by itself, needs no terminal and no answer, and fails while the work
is not done. After a few failed tries the task has failed, and tasks that depend on it do not run.
`;var p=h.trim();import{closeSync as M,constants as T}from"fs";import{join as g}from"path";var y=20,O=4096,A=300,m=65536,x="memory",F=/^[a-z][a-z0-9-]{0,39}$/,j=/^- +(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/,P=`<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${y} are kept. -->`;function l(n){if(!F.test(n))throw Error(`"${n}" is no name of an agent`);return`.task/${x}/${n}.md`}var S=(n)=>`# Memory: ${n}`,C=(n)=>n.toLowerCase().replace(/[\s.;,]+$/,"");function N(n){let e=t(n).replaceAll(/ {2,}/g," ");return/[\p{L}\p{N}]/u.test(e)?Ae(e,A).toWellFormed():""}function L(n){let e=[];for(let o of n.replace(/^\uFEFF/,"").split(/\r\n|\n|\r/)){let r=t(o);if(r===""||/^#{1,6}( |$)/.test(r)||r.startsWith("<!--")&&r.endsWith("-->"))continue;if(/^\s/.test(o)&&e.length>0&&!r.startsWith("- "))e.push(`${e.pop()} ${r}`);else e.push(r)}return e.flatMap((o)=>{let[,r="",s=null]=j.exec(o.replace(/^(?:[-*+] )?/,"- "))??[],i=N(r);return i===""?[]:[{text:i,run:s}]})}var w=({text:n,run:e})=>`- ${n}${e===null?"":` (${e})`}`,v=(n,e)=>`${S(n)}

${P}

${e.map((o)=>`${w(o)}
`).join("")}`,_=(n,e)=>Buffer.byteLength(v(n,e));function I(n,e){let o=new Map;for(let s of e){let i=C(s.text),c=o.get(i);o.delete(i),o.set(i,c?.run===null?c:s)}let r=[...o.values()];while(r.length>y||_(n,r)>O){let s=r.findIndex((i)=>i.run!==null);r.splice(Math.max(0,s),1)}return r}function W(n,e){let o=g(n.root,l(e));if(!rt(n.task)||!rt(g(n.task,x)))return null;let r=Gt(o,T.O_RDONLY);if(r===null)return null;try{let s=ft(r,0,m+1);return{text:new TextDecoder().decode(s.subarray(0,m)),more:s.length>m}}finally{M(r)}}var D=(n,e,o)=>{let r=n instanceof Error?n.message:String(n);return n instanceof me?r:`${l(e)} could not be ${o}: ${r}`};function k(n,e){try{let o=W(n,e),r=L(o?.text??""),s=I(e,r),i=r.length-s.length;return{entries:s,notes:[...i>0?[`${l(e)} says more than is kept: ${R(i,"line")} left out`]:[],...o?.more?[`${l(e)} has more than ${m} bytes: the rest was not read`]:[]]}}catch(o){return{entries:[],notes:[D(o,e,"read")]}}}var b=({entries:n})=>n.map(w).join(`
`);var U=2000;function z(n){try{return X(B(n,"CLAUDE.md"),"utf8").slice(0,U)}catch{return""}}function V({project:n,run:e},o,r,s){let i=Te(n,od(e,o,s)?.artifact??null);return i===null?null:u(i,r)}function bt(n,e,o){let{project:r,run:s}=n,i=e.schema==="seat-plan"||e.schema===on?e.item??"":"",c=Sn(r,s,ot),a=Z(s);return{...fe.facts(n,e,o),task:e.id,nonce:o.nonce,run:s,seat:i,asks:!s.auto,request:ur({project:r.root,run:s}),decided:bn(s),refined:ad(r,s),hostAudit:ri(r,s),audit:oi(r,s),memory:b(k(r,i===""?e.who.agent:i)),constraints:p,plan:c,confirm:e.schema===on&&c!==null?V(n,e,c,a):null,ledger:a,votes:rd(r,s),words:(f)=>id(r,s,f),anonymous:s.settings.council?.anonymous??!0,notes:e.schema===rn?z(r.root):"",attempt:xn(n,e,o.subject)}}export{bt as briefFacts};
