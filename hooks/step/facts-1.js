// @bun
import{M}from"./s23.js";import{Es}from"./s46.js";import{Vp,Zp,Hp}from"./s17.js";import{Kp,da,pa}from"./s83.js";import{Rt}from"./s100.js";import{re}from"./s93.js";import{Nn,Dn}from"./s101.js";import{ct,be,xe}from"./s12.js";import{oe,ns}from"./s80.js";import{ye,$t,St,nt}from"./s62.js";import{ue,t,N}from"./s117.js";import{readFileSync as B}from"fs";import{join as U}from"path";function d(n){let e=new Map;for(let{key:o,lines:r}of Es(n).parts){let s=r.map((i)=>i.text.trimEnd()).join(`
`).trim();if(s!=="")e.set(o,`${e.has(o)?`${e.get(o)}
`:""}${s}`)}return e}function u(n,e){let[o,r]=[d(n),d(e)],i=[...new Set([...r.keys(),...o.keys()])].map((a)=>({part:a,before:o.get(a)??null,after:r.get(a)??null})),c=new Map(Es(e).tasks.map(({n:a,name:f})=>[`Task ${a}`,`Task ${a}: ${f}`]));return{texts:i.filter((a)=>a.before!==a.after),same:i.filter((a)=>a.before===a.after).map(({part:a})=>c.get(a)??a)}}var h=`An executor is a model with the host's own tools that carries out one task of the plan. It knows what its task says, and nothing of the other
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
`;var p=h.trim();import{closeSync as T,constants as O}from"fs";import{join as g}from"path";var y=20,A=4096,F=300,m=65536,x="memory",R=/^[a-z][a-z0-9-]{0,39}$/,j=/^- +(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/,P=`<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${y} are kept. -->`;function l(n){if(!R.test(n))throw Error(`"${n}" is no name of an agent`);return`.task/${x}/${n}.md`}var S=(n)=>`# Memory: ${n}`,C=(n)=>n.toLowerCase().replace(/[\s.;,]+$/,"");function L(n){let e=t(n).replaceAll(/ {2,}/g," ");return/[\p{L}\p{N}]/u.test(e)?ue(e,F).toWellFormed():""}function v(n){let e=[];for(let o of n.replace(/^\uFEFF/,"").split(/\r\n|\n|\r/)){let r=t(o);if(r===""||/^#{1,6}( |$)/.test(r)||r.startsWith("<!--")&&r.endsWith("-->"))continue;if(/^\s/.test(o)&&e.length>0&&!r.startsWith("- "))e.push(`${e.pop()} ${r}`);else e.push(r)}return e.flatMap((o)=>{let[,r="",s=null]=j.exec(o.replace(/^(?:[-*+] )?/,"- "))??[],i=L(r);return i===""?[]:[{text:i,run:s}]})}var w=({text:n,run:e})=>`- ${n}${e===null?"":` (${e})`}`,_=(n,e)=>`${S(n)}

${P}

${e.map((o)=>`${w(o)}
`).join("")}`,I=(n,e)=>Buffer.byteLength(_(n,e));function W(n,e){let o=new Map;for(let s of e){let i=C(s.text),c=o.get(i);o.delete(i),o.set(i,c?.run===null?c:s)}let r=[...o.values()];while(r.length>y||I(n,r)>A){let s=r.findIndex((i)=>i.run!==null);r.splice(Math.max(0,s),1)}return r}function D(n,e){let o=g(n.root,l(e));if(!St(n.task)||!St(g(n.task,x)))return null;let r=$t(o,O.O_RDONLY);if(r===null)return null;try{let s=nt(r,0,m+1);return{text:new TextDecoder().decode(s.subarray(0,m)),more:s.length>m}}finally{T(r)}}var X=(n,e,o)=>{let r=n instanceof Error?n.message:String(n);return n instanceof ye?r:`${l(e)} could not be ${o}: ${r}`};function k(n,e){try{let o=D(n,e),r=v(o?.text??""),s=W(e,r),i=r.length-s.length;return{entries:s,notes:[...i>0?[`${l(e)} says more than is kept: ${N(i,"line")} left out`]:[],...o?.more?[`${l(e)} has more than ${m} bytes: the rest was not read`]:[]]}}catch(o){return{entries:[],notes:[X(o,e,"read")]}}}var b=({entries:n})=>n.map(w).join(`
`);var z=2000;function V(n){try{return B(U(n,"CLAUDE.md"),"utf8").slice(0,z)}catch{return""}}function Y({project:n,run:e},o,r,s){let i=oe(n,Zp(e,o,s)?.artifact??null);return i===null?null:u(i,r)}function kt(n,e,o){let{project:r,run:s}=n,i=e.schema==="seat-plan"||e.schema===Dn?e.item??"":"",c=ns(r,s,Rt),a=re(s);return{...M.facts(n,e,o),task:e.id,nonce:o.nonce,run:s,seat:i,asks:!s.auto,request:ct({project:r.root,run:s}),decided:be(s),refined:Kp(r,s),hostAudit:da(r,s),audit:pa(r,s),memory:b(k(r,i===""?e.who.agent:i)),constraints:p,plan:c,confirm:e.schema===Dn&&c!==null?Y(n,e,c,a):null,ledger:a,votes:Vp(r,s),words:(f)=>Hp(r,s,f),anonymous:s.settings.council?.anonymous??!0,notes:e.schema===Nn?V(r.root):"",attempt:xe(n,e,o.subject)}}export{kt as briefFacts};
