// @bun
import{t,b}from"./s117.js";var p=15;function c({survey:a,criteria:e,musts:n,decided:r,attempt:s}){if(a===null)return s;let o=e?.commands??[],m=o.filter((i)=>i.state!=="passed"),d=a.artifacts.filter((i)=>e?.missing.includes(i.id));return[{title:`Phase ${a.phase}: ${t(a.name)}`,body:a.goal},{title:"What has to hold",body:n.map((i)=>`- ${i.id} (${i.from}): ${t(i.text)}`).join(`
`)},{title:"Commands that the program ran",body:o.map((i)=>`- ${i.id} \`${i.command}\`: ${i.state}`).join(`
`)||"None."},...m.map((i)=>({title:`Output of ${i.command}`,body:b(i.lines.slice(-p).join(`
`))})),{title:"Files that plans promise and that are not there",body:d.map((i)=>`- ${i.id} ${i.path}: ${t(i.provides)} (${i.from})`).join(`
`)},{title:"Plans, summaries and context of the phase",body:a.reads.map((i)=>`- ${i}`).join(`
`)},{title:"Decided by the person",body:r},...s]}var h={"verify-phase":{work:()=>"Find out whether this phase does what it promises. Look at the project itself: what plans and summaries say of it is a claim.",parts:c}};export{h as BRIEFS};
