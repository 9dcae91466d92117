// @bun
var s={"phase-research":{work:()=>"Research what this phase needs.",parts:({attempt:t,request:e,decided:r})=>[...t,e,{title:"Decided by the person",body:r}]}};export{s as BRIEFS};
