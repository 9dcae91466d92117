// @bun
import{he,Y}from"./s4.js";import{Ts}from"./s40.js";import{Au,Cu,Bt}from"./s57.js";import{zu,Jo,Yo}from"./s19.js";import{qt,on,Pn,ze}from"./s79.js";import{cr,kn,bn}from"./s29.js";import{Re,_n,Ee,t,I}from"./s37.js";import{pe,Wt,it,pt}from"./s35.js";import{l}from"./s92.js";import{readFileSync as B}from"fs";import{join as U}from"path";function u(n){let e=new Map;for(let{key:s,lines:r,task:o}of Ts(n).parts){let a=`${o===null?"":`${o.name}
`}${r.map((c)=>c.text.trimEnd()).join(`
`)}`.trim();if(a!=="")e.set(s,`${e.has(s)?`${e.get(s)}
`:""}${a}`)}return e}function h(n,e){let[s,r]=[u(n),u(e)];return[...new Set([...r.keys(),...s.keys()])].map((o)=>({part:o,before:s.get(o)??null,after:r.get(o)??null})).filter((o)=>o.before!==o.after)}var p=`An executor is a model with the host's own tools that carries out one task of the plan. It knows what its task says, and nothing of the other
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
`;var y=p.trim();import{closeSync as T,constants as A}from"fs";import{join as g}from"path";var x=20,O=4096,F=300,d=65536,w="memory",P=/^[a-z][a-z0-9-]{0,39}$/,R=/^- +(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/,j=`<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${x} are kept. -->`;function f(n){if(!P.test(n))throw Error(`"${n}" is no name of an agent`);return`.task/${w}/${n}.md`}var S=(n)=>`# Memory: ${n}`,N=(n)=>n.toLowerCase().replace(/[\s.;,]+$/,"");function v(n){let e=t(n).replaceAll(/ {2,}/g," ");return/[\p{L}\p{N}]/u.test(e)?Ee(e,F).toWellFormed():""}function L(n){let e=[];for(let s of n.replace(/^\uFEFF/,"").split(/\r\n|\n|\r/)){let r=t(s);if(r===""||/^#{1,6}( |$)/.test(r)||r.startsWith("<!--")&&r.endsWith("-->"))continue;if(/^\s/.test(s)&&e.length>0&&!r.startsWith("- "))e.push(`${e.pop()} ${r}`);else e.push(r)}return e.flatMap((s)=>{let[,r="",o=null]=R.exec(s.replace(/^(?:[-*+] )?/,"- "))??[],i=v(r);return i===""?[]:[{text:i,run:o}]})}var k=({text:n,run:e})=>`- ${n}${e===null?"":` (${e})`}`,_=(n,e)=>`${S(n)}

${j}

${e.map((s)=>`${k(s)}
`).join("")}`,C=(n,e)=>Buffer.byteLength(_(n,e));function W(n,e){let s=new Map;for(let o of e){let i=N(o.text),a=s.get(i);s.delete(i),s.set(i,a?.run===null?a:o)}let r=[...s.values()];while(r.length>x||C(n,r)>O){let o=r.findIndex((i)=>i.run!==null);r.splice(Math.max(0,o),1)}return r}function D(n,e){let s=g(n.root,f(e));if(!it(n.task)||!it(g(n.task,w)))return null;let r=Wt(s,A.O_RDONLY);if(r===null)return null;try{let o=pt(r,0,d+1);return{text:new TextDecoder().decode(o.subarray(0,d)),more:o.length>d}}finally{T(r)}}var X=(n,e,s)=>{let r=n instanceof Error?n.message:String(n);return n instanceof pe?r:`${f(e)} could not be ${s}: ${r}`};function b(n,e){try{let s=D(n,e),r=L(s?.text??""),o=W(e,r),i=r.length-o.length;return{entries:o,notes:[...i>0?[`${f(e)} says more than is kept: ${I(i,"line")} left out`]:[],...s?.more?[`${f(e)} has more than ${d} bytes: the rest was not read`]:[]]}}catch(s){return{entries:[],notes:[X(s,e,"read")]}}}var E=({entries:n})=>n.map(k).join(`
`);var V=2000;function z(n){try{return B(U(n,"CLAUDE.md"),"utf8").slice(0,V)}catch{return""}}function q({project:n,run:e},s,r){let o=l(e).findLast((m)=>m.schema===on&&m.item===s),i=o&&ze(o);if(i?.vote!=="APPROVE"||r===null)return null;let a=e.tasks.find((m)=>m.schema===qt&&Pn(m)?.plan===i.plan),c=Re(n,a?.artifact??null);return c===null?null:h(c,r)}function bt(n,e,s){let{project:r,run:o}=n,i=e.schema==="seat-plan"||e.schema===on?e.item??"":"",a=_n(r,o,Bt);return{...he.facts(n,e,s),task:e.id,nonce:s.nonce,run:o,seat:i,asks:!o.auto,request:cr({project:r.root,run:o}),decided:kn(o),refined:zu(r,o),hostAudit:Jo(r,o),audit:Yo(r,o),memory:E(b(r,i===""?e.who.agent:i)),constraints:y,plan:a,confirm:e.schema===on?q(n,i,a):null,ledger:Y(o),votes:Au(r,o),words:(c)=>Cu(r,o,c),anonymous:o.settings.council?.anonymous??!0,notes:e.schema===qt?z(r.root):"",attempt:bn(n,e,s.subject)}}export{bt as briefFacts};
