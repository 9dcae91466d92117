// @bun
import{Ln,lo}from"./s45.js";import{rt}from"./s108.js";import{K,z,Fe,_o,Tt}from"./s50.js";import{P,Vn}from"./s107.js";import{a}from"./s18.js";import{s}from"./s117.js";var y=["File Classification","Pattern Assignments","Shared Patterns","No Analog Found"],p=["New/Modified File","Role","Data Flow","Closest Analog","Match Quality"],m=["exact","role-match","partial","none"],f=(t)=>/^(?:none\.?|-|\u2014|n\/a)$/i.test(Tt(t));function C(t,i){let e=[],d=Fe(P(t),y,e),F="## File Classification",l=d["File Classification"],n=(l===null?null:_o(l.lines,p,"## File Classification",e))??[];if(l!==null&&n.length===0&&e.length===0)e.push("## File Classification: found no row, expected one for each file that the phase creates or changes");let k=Vn(d["Pattern Assignments"]?.lines??[],3).map((r)=>z(Ln(r.title))),g=0;for(let{cells:r,line:h}of n){let[u="",,,o="",c=""]=r,w=Ln(o),A=Tt(c).toLowerCase();if(!m.includes(A))e.push(K("## File Classification",h,c,`one of ${m.join(", ")}`));else if(f(o)!==(A==="none"))e.push(K("## File Classification",h,c,f(o)?"none: no analog is named":"how well it fits"));if(f(o))continue;if(g++,!i(w))e.push(K("## File Classification",h,s(w),"a file of the project as the analog"));if(!k.includes(z(Ln(u))))e.push(K("## Pattern Assignments",null,void 0,`### ${Ln(u)}, which has an analog`))}return{...a,problems:e,claims:n.length,facts:{files:n.length,analogs:g},outcome:"done"}}var x={form:(t)=>`${rt({task:t.task.id,nonce:t.nonce})}
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
`,rules:()=>["The first line stays as it stands, with nothing before it; all sections are there, and one without anything says `None.`.","Every analog is a file of the project, which the program looks for; each file with one has its `###` heading under Pattern Assignments."],sees:"the project's files",check:(t,{project:i})=>C(t,lo(i.root))};export{x as kind};
