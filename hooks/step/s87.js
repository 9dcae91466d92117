// @bun
import{p}from"./s80.js";var Nr="project-survey",co=(e,r)=>p(e,r.tasks.findLast((t)=>t.gate===Nr&&t.artifact!==null&&!t.void)?.artifact??null);
export{Nr,co};
