// @bun
import{xe,re}from"./s32.js";import{ud,dd}from"./s81.js";import{Ls}from"./s59.js";import{en,pd,md}from"./s82.js";import{tn,yn,Wn,We}from"./s93.js";import{Ds,bi,Ws}from"./s48.js";import{Cn,jn}from"./s73.js";import{Oe,Mn}from"./s40.js";import{c}from"./s97.js";import{readFileSync as u}from"fs";import{join as g}from"path";var m=`An executor is a model with the host's own tools that carries out one task of the plan. It knows what its task says, and nothing of the other
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
- talk to a person. What it cannot decide it reports as \`blocked\`, with the reason, and the task waits for the person.

A task is done when the program itself has run each of its success criteria, in the task's folder, and each has ended with exit code 0; the
executor's own word counts for nothing. A criterion is one command that ends by itself, needs no terminal and no answer, and fails while the work
is not done. After a few failed tries the task has failed, and tasks that depend on it do not run.
`;var h=m.trim();function f(n){let e=new Map;for(let{key:s,lines:o,task:t}of Ls(n).parts){let a=`${t===null?"":`${t.name}
`}${o.map((i)=>i.text.trimEnd()).join(`
`)}`.trim();if(a!=="")e.set(s,`${e.has(s)?`${e.get(s)}
`:""}${a}`)}return e}function p(n,e){let[s,o]=[f(n),f(e)];return[...new Set([...o.keys(),...s.keys()])].map((t)=>({part:t,before:s.get(t)??null,after:o.get(t)??null})).filter((t)=>t.before!==t.after)}var w=2000;function y(n){try{return u(g(n,"CLAUDE.md"),"utf8").slice(0,w)}catch{return""}}function x({project:n,run:e},s,o){let t=c(e).findLast((d)=>d.schema===yn&&d.item===s),r=t&&We(t);if(!r||r.vote!=="APPROVE"||o===null)return null;let a=e.tasks.find((d)=>d.schema===tn&&Wn(d)?.plan===r.plan),i=Oe(n,a?.artifact??null);return i===null?null:p(i,o)}function W(n,e,s){let{project:o,run:t}=n,r=e.schema==="seat-plan"||e.schema===yn?e.item??"":"",a=Mn(o,t,en);return{...xe.facts(n,e,s),task:e.id,nonce:s.nonce,run:t,seat:r,asks:!t.auto,request:t.request.text,decided:Cn(t),refined:Ds(o,t),hostAudit:bi(o,t),audit:Ws(o,t),memory:dd(ud(o,r===""?e.who.agent:r)),constraints:h,plan:a,confirm:e.schema===yn?x(n,r,a):null,ledger:re(t),votes:pd(o,t),words:(i)=>md(o,t,i),anonymous:t.settings.council?.anonymous??!0,notes:e.schema===tn?y(o.root):"",attempt:jn(n,e,s.subject)}}export{W as briefFacts};
