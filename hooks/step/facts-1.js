// @bun
import{fe}from"./s4.js";import{As}from"./s71.js";import{rd,od}from"./s68.js";import{id,ni,si}from"./s33.js";import{ot}from"./s83.js";import{G}from"./s8.js";import{Zt,on,En,ke}from"./s98.js";import{dr,kn,bn}from"./s9.js";import{Oe,_n}from"./s46.js";import{me,Gt,rt,ft}from"./s44.js";import{l}from"./s79.js";import{Ae,n,R}from"./s95.js";import{readFileSync as B}from"fs";import{join as U}from"path";function u(e){let t=new Map;for(let{key:s,lines:r}of As(e).parts){let o=r.map((i)=>i.text.trimEnd()).join(`
`).trim();if(o!=="")t.set(s,`${t.has(s)?`${t.get(s)}
`:""}${o}`)}return t}function h(e,t){let[s,r]=[u(e),u(t)];return[...new Set([...r.keys(),...s.keys()])].map((o)=>({part:o,before:s.get(o)??null,after:r.get(o)??null})).filter((o)=>o.before!==o.after)}var p=`An executor is a model with the host's own tools that carries out one task of the plan. It knows what its task says, and nothing of the other
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
`;var y=p.trim();import{closeSync as T,constants as A}from"fs";import{join as g}from"path";var x=20,O=4096,F=300,d=65536,w="memory",P=/^[a-z][a-z0-9-]{0,39}$/,j=/^- +(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/,S=`<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${x} are kept. -->`;function f(e){if(!P.test(e))throw Error(`"${e}" is no name of an agent`);return`.task/${w}/${e}.md`}var N=(e)=>`# Memory: ${e}`,v=(e)=>e.toLowerCase().replace(/[\s.;,]+$/,"");function L(e){let t=n(e).replaceAll(/ {2,}/g," ");return/[\p{L}\p{N}]/u.test(t)?Ae(t,F).toWellFormed():""}function _(e){let t=[];for(let s of e.replace(/^\uFEFF/,"").split(/\r\n|\n|\r/)){let r=n(s);if(r===""||/^#{1,6}( |$)/.test(r)||r.startsWith("<!--")&&r.endsWith("-->"))continue;if(/^\s/.test(s)&&t.length>0&&!r.startsWith("- "))t.push(`${t.pop()} ${r}`);else t.push(r)}return t.flatMap((s)=>{let[,r="",o=null]=j.exec(s.replace(/^(?:[-*+] )?/,"- "))??[],i=L(r);return i===""?[]:[{text:i,run:o}]})}var k=({text:e,run:t})=>`- ${e}${t===null?"":` (${t})`}`,C=(e,t)=>`${N(e)}

${S}

${t.map((s)=>`${k(s)}
`).join("")}`,I=(e,t)=>Buffer.byteLength(C(e,t));function W(e,t){let s=new Map;for(let o of t){let i=v(o.text),a=s.get(i);s.delete(i),s.set(i,a?.run===null?a:o)}let r=[...s.values()];while(r.length>x||I(e,r)>O){let o=r.findIndex((i)=>i.run!==null);r.splice(Math.max(0,o),1)}return r}function D(e,t){let s=g(e.root,f(t));if(!rt(e.task)||!rt(g(e.task,w)))return null;let r=Gt(s,A.O_RDONLY);if(r===null)return null;try{let o=ft(r,0,d+1);return{text:new TextDecoder().decode(o.subarray(0,d)),more:o.length>d}}finally{T(r)}}var X=(e,t,s)=>{let r=e instanceof Error?e.message:String(e);return e instanceof me?r:`${f(t)} could not be ${s}: ${r}`};function b(e,t){try{let s=D(e,t),r=_(s?.text??""),o=W(t,r),i=r.length-o.length;return{entries:o,notes:[...i>0?[`${f(t)} says more than is kept: ${R(i,"line")} left out`]:[],...s?.more?[`${f(t)} has more than ${d} bytes: the rest was not read`]:[]]}}catch(s){return{entries:[],notes:[X(s,t,"read")]}}}var E=({entries:e})=>e.map(k).join(`
`);var V=2000;function z(e){try{return B(U(e,"CLAUDE.md"),"utf8").slice(0,V)}catch{return""}}function Y({project:e,run:t},s,r){let o=l(t).findLast((c)=>c.schema===on&&c.item===s),i=o&&ke(o);if(i?.vote!=="APPROVE"||r===null)return null;let a=t.tasks.find((c)=>c.schema===Zt&&En(c)?.plan===i.plan),m=Oe(e,a?.artifact??null);return m===null?null:h(m,r)}function Mt(e,t,s){let{project:r,run:o}=e,i=t.schema==="seat-plan"||t.schema===on?t.item??"":"",a=_n(r,o,ot);return{...fe.facts(e,t,s),task:t.id,nonce:s.nonce,run:o,seat:i,asks:!o.auto,request:dr({project:r.root,run:o}),decided:kn(o),refined:id(r,o),hostAudit:ni(r,o),audit:si(r,o),memory:E(b(r,i===""?t.who.agent:i)),constraints:y,plan:a,confirm:t.schema===on?Y(e,i,a):null,ledger:G(o),votes:rd(r,o),words:(m)=>od(r,o,m),anonymous:o.settings.council?.anonymous??!0,notes:t.schema===Zt?z(r.root):"",attempt:bn(e,t,s.subject)}}export{Mt as briefFacts};
