// @bun
import{Ms}from"./shared-68.js";import{$l,Co}from"./shared-17.js";import{fi,zo,Rl,wi}from"./shared-32.js";import{o}from"./shared-86.js";var c=(n)=>n===void 0||n===null||n===!1||Array.isArray(n)&&n.length===0;function w(n,e){let m={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return Ms().filter((t)=>t.again).map((t)=>fi(t.field)).filter((t)=>!c(zo(e,t))&&!Bun.deepEquals(zo(n,t),zo(e,t))).reduce((t,s)=>Rl(t,s,zo(e,s)),m)}async function Pc(n,e,m,t){let s=m.flatMap(({question:r,option:l})=>{let a=e.questions.find((p)=>p.id===r),d=a?.task!=null&&o(e,a.task)?.who.program!==void 0;return a&&(d||a.commands!==null)?[{open:a,isAgain:d&&l==="again"}]:[]});if(s.length===0)return{steps:[],refusal:null};let u=s.find((r)=>r.isAgain),i=await Co(n.root,t.env),g=`${u?.open.id} stays open; answer it again after that.`;if(!i.ok){let r=`The settings were read again:
${i.problems.join(`
`)}
${$l()} ${g}`;return{steps:[],refusal:u?r:null}}if(i.waiting!==void 0)return{steps:[],refusal:u?`${wi(t.door,i.waiting)}
${g}`:null};let f=w(e.settings,i.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{Pc};
