// @bun
import{Ls}from"./shared-34.js";import{gl,Ao}from"./shared-3.js";import{hi,Ss,yl,ki}from"./shared-14.js";import{s}from"./shared-43.js";function c(n,e){let u={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return Ls().filter((t)=>t.again).map((t)=>hi(t.field)).filter((t)=>!Bun.deepEquals(Ss(n,t),Ss(e,t))).reduce((t,i)=>yl(t,i,Ss(e,i)),u)}async function Sc(n,e,u,t){let i=u.flatMap(({question:r,option:l})=>{let a=e.questions.find((d)=>d.id===r),p=a?.task!=null&&s(e,a.task)?.who.program!==void 0;return a&&(p||a.commands!==null)?[{open:a,isAgain:p&&l==="again"}]:[]});if(i.length===0)return{steps:[],refusal:null};let m=i.find((r)=>r.isAgain),o=await Ao(n.root,t.env),f=`${m?.open.id} stays open; answer it again after that.`;if(!o.ok){let r=`The settings were read again:
${o.problems.join(`
`)}
${gl} ${f}`;return{steps:[],refusal:m?r:null}}if(o.waiting!==void 0)return{steps:[],refusal:m?`${ki(t.door,o.waiting)}
${f}`:null};let g=c(e.settings,o.settings);return{steps:Bun.deepEquals(g,e.settings)?[]:[{do:"settings",settings:g}],refusal:null}}
export{Sc};
