// @bun
import{n}from"./s30.js";import{cn,Os}from"./s27.js";import{He}from"./s79.js";import{P,Ao,Q,C,Oe,Fs,it}from"./s63.js";import{i}from"./s29.js";var k=["File Classification","Pattern Assignments","Shared Patterns","No Analog Found"],p=["New/Modified File","Role","Data Flow","Closest Analog","Match Quality"],m=["exact","role-match","partial","none"],f=(t)=>/^(?:none\.?|-|\u2014|n\/a)$/i.test(it(t));function y(t,a){let e=[],d=Oe(P(t),k,e),F="## File Classification",l=d["File Classification"],o=(l===null?null:Fs(l.lines,p,"## File Classification",e))??[];if(l!==null&&o.length===0&&e.length===0)e.push("## File Classification: found no row, expected one for each file that the phase creates or changes");let b=Ao(d["Pattern Assignments"]?.lines??[],3).map((r)=>C(cn(r.title))),g=0;for(let{cells:r,line:h}of o){let[u="",,,s="",c=""]=r,w=cn(s),A=it(c).toLowerCase();if(!m.includes(A))e.push(Q("## File Classification",h,c,`one of ${m.join(", ")}`));else if(f(s)!==(A==="none"))e.push(Q("## File Classification",h,c,f(s)?"none: no analog is named":"how well it fits"));if(f(s))continue;if(g++,!a(w))e.push(Q("## File Classification",h,n(w),"a file of the project as the analog"));if(!b.includes(C(cn(u))))e.push(Q("## Pattern Assignments",null,void 0,`### ${cn(u)}, which has an analog`))}return{...i,problems:e,claims:o.length,facts:{files:o.length,analogs:g},outcome:"done"}}var E={form:(t)=>`${He({task:t.task.id,nonce:t.nonce})}
## File Classification

| ${p.join(" | ")} |
|${p.map(()=>"---|").join("")}
| \`<path>\` | <what it is> | <what goes in and out> | \`<path of the analog, or none>\` | <${m.join(" / ")}> |

## Pattern Assignments

### \`<path of a new or changed file>\`

**Analog:** \`<path>:<lines>\`

<what to take over: imports, structure, errors, tests, with the lines that show it>

## Shared Patterns

<what holds for several of them>

## No Analog Found

<files for which there is none, and what to go by>
`,rules:()=>["The first line stays as it stands, with nothing before it; all sections are there, and one without anything says `None.`.","A file that exists and is its own best model is its own analog, exact. Every analog is a file of the project, which the program looks for; each file with one has its `###` heading under Pattern Assignments."],sees:"the project's files",check:(t,{project:a})=>y(t,Os(a.root))};export{E as kind};
