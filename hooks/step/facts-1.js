// @bun
import{fe}from"./s6.js";import{Ps}from"./s65.js";import{Gt}from"./s81.js";import{ed,td}from"./s66.js";import{nd,ni,si}from"./s35.js";import{G}from"./s25.js";import{Zt,on,Pn,ke}from"./s94.js";import{ur,kn,bn}from"./s32.js";import{Oe,_n,Ae,t,R}from"./s44.js";import{me,qt,ot,ft}from"./s42.js";import{l}from"./s82.js";import{readFileSync as B}from"fs";import{join as U}from"path";function u(n){let e=new Map;for(let{key:s,lines:r,task:o}of Ps(n).parts){let a=`${o===null?"":`${o.name}
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
`;var y=p.trim();import{closeSync as T,constants as A}from"fs";import{join as g}from"path";var x=20,O=4096,F=300,d=65536,w="memory",P=/^[a-z][a-z0-9-]{0,39}$/,j=/^- +(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/,S=`<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${x} are kept. -->`;function f(n){if(!P.test(n))throw Error(`"${n}" is no name of an agent`);return`.task/${w}/${n}.md`}var N=(n)=>`# Memory: ${n}`,v=(n)=>n.toLowerCase().replace(/[\s.;,]+$/,"");function L(n){let e=t(n).replaceAll(/ {2,}/g," ");return/[\p{L}\p{N}]/u.test(e)?Ae(e,F).toWellFormed():""}function _(n){let e=[];for(let s of n.replace(/^\uFEFF/,"").split(/\r\n|\n|\r/)){let r=t(s);if(r===""||/^#{1,6}( |$)/.test(r)||r.startsWith("<!--")&&r.endsWith("-->"))continue;if(/^\s/.test(s)&&e.length>0&&!r.startsWith("- "))e.push(`${e.pop()} ${r}`);else e.push(r)}return e.flatMap((s)=>{let[,r="",o=null]=j.exec(s.replace(/^(?:[-*+] )?/,"- "))??[],i=L(r);return i===""?[]:[{text:i,run:o}]})}var k=({text:n,run:e})=>`- ${n}${e===null?"":` (${e})`}`,C=(n,e)=>`${N(n)}

${S}

${e.map((s)=>`${k(s)}
`).join("")}`,I=(n,e)=>Buffer.byteLength(C(n,e));function W(n,e){let s=new Map;for(let o of e){let i=v(o.text),a=s.get(i);s.delete(i),s.set(i,a?.run===null?a:o)}let r=[...s.values()];while(r.length>x||I(n,r)>O){let o=r.findIndex((i)=>i.run!==null);r.splice(Math.max(0,o),1)}return r}function D(n,e){let s=g(n.root,f(e));if(!ot(n.task)||!ot(g(n.task,w)))return null;let r=qt(s,A.O_RDONLY);if(r===null)return null;try{let o=ft(r,0,d+1);return{text:new TextDecoder().decode(o.subarray(0,d)),more:o.length>d}}finally{T(r)}}var X=(n,e,s)=>{let r=n instanceof Error?n.message:String(n);return n instanceof me?r:`${f(e)} could not be ${s}: ${r}`};function b(n,e){try{let s=D(n,e),r=_(s?.text??""),o=W(e,r),i=r.length-o.length;return{entries:o,notes:[...i>0?[`${f(e)} says more than is kept: ${R(i,"line")} left out`]:[],...s?.more?[`${f(e)} has more than ${d} bytes: the rest was not read`]:[]]}}catch(s){return{entries:[],notes:[X(s,e,"read")]}}}var E=({entries:n})=>n.map(k).join(`
`);var V=2000;function z(n){try{return B(U(n,"CLAUDE.md"),"utf8").slice(0,V)}catch{return""}}function Y({project:n,run:e},s,r){let o=l(e).findLast((m)=>m.schema===on&&m.item===s),i=o&&ke(o);if(i?.vote!=="APPROVE"||r===null)return null;let a=e.tasks.find((m)=>m.schema===Zt&&Pn(m)?.plan===i.plan),c=Oe(n,a?.artifact??null);return c===null?null:h(c,r)}function bt(n,e,s){let{project:r,run:o}=n,i=e.schema==="seat-plan"||e.schema===on?e.item??"":"",a=_n(r,o,Gt);return{...fe.facts(n,e,s),task:e.id,nonce:s.nonce,run:o,seat:i,asks:!o.auto,request:ur({project:r.root,run:o}),decided:kn(o),refined:nd(r,o),hostAudit:ni(r,o),audit:si(r,o),memory:E(b(r,i===""?e.who.agent:i)),constraints:y,plan:a,confirm:e.schema===on?Y(n,i,a):null,ledger:G(o),votes:ed(r,o),words:(c)=>td(r,o,c),anonymous:o.settings.council?.anonymous??!0,notes:e.schema===Zt?z(r.root):"",attempt:bn(n,e,s.subject)}}export{bt as briefFacts};
