// @bun
import{xe,re}from"./s33.js";import{Ms}from"./s82.js";import{fd,pd}from"./s80.js";import{Yt,gd,hd}from"./s51.js";import{en,hn,Dn,Be}from"./s88.js";import{qs,$i,Gs}from"./s49.js";import{vr,An,Pn}from"./s70.js";import{Oe,In}from"./s39.js";import{c}from"./s96.js";import{readFileSync as u}from"fs";import{join as g}from"path";function m(n){let e=new Map;for(let{key:s,lines:o,task:t}of Ms(n).parts){let a=`${t===null?"":`${t.name}
`}${o.map((i)=>i.text.trimEnd()).join(`
`)}`.trim();if(a!=="")e.set(s,`${e.has(s)?`${e.get(s)}
`:""}${a}`)}return e}function h(n,e){let[s,o]=[m(n),m(e)];return[...new Set([...o.keys(),...s.keys()])].map((t)=>({part:t,before:s.get(t)??null,after:o.get(t)??null})).filter((t)=>t.before!==t.after)}var f=`An executor is a model with the host's own tools that carries out one task of the plan. It knows what its task says, and nothing of the other
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
`;var p=f.trim();var w=2000;function y(n){try{return u(g(n,"CLAUDE.md"),"utf8").slice(0,w)}catch{return""}}function x({project:n,run:e},s,o){let t=c(e).findLast((d)=>d.schema===hn&&d.item===s),r=t&&Be(t);if(r?.vote!=="APPROVE"||o===null)return null;let a=e.tasks.find((d)=>d.schema===en&&Dn(d)?.plan===r.plan),i=Oe(n,a?.artifact??null);return i===null?null:h(i,o)}function W(n,e,s){let{project:o,run:t}=n,r=e.schema==="seat-plan"||e.schema===hn?e.item??"":"",a=In(o,t,Yt);return{...xe.facts(n,e,s),task:e.id,nonce:s.nonce,run:t,seat:r,asks:!t.auto,request:vr({project:o.root,run:t}),decided:An(t),refined:qs(o,t),hostAudit:$i(o,t),audit:Gs(o,t),memory:pd(fd(o,r===""?e.who.agent:r)),constraints:p,plan:a,confirm:e.schema===hn?x(n,r,a):null,ledger:re(t),votes:gd(o,t),words:(i)=>hd(o,t,i),anonymous:t.settings.council?.anonymous??!0,notes:e.schema===en?y(o.root):"",attempt:Pn(n,e,s.subject)}}export{W as briefFacts};
