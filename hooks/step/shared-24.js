// @bun
import{hs}from"./shared-28.js";import{Da,fo}from"./shared-8.js";import{Zs,mo,Ba,Qs}from"./shared-5.js";import{o}from"./shared-40.js";var c=(n)=>n===void 0||n===null||n===!1||Array.isArray(n)&&n.length===0;function w(n,e){let m={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return hs().filter((t)=>t.again).map((t)=>Zs(t.field)).filter((t)=>!c(mo(e,t))&&!Bun.deepEquals(mo(n,t),mo(e,t))).reduce((t,s)=>Ba(t,s,mo(e,s)),m)}async function Zl(n,e,m,t){let s=m.flatMap(({question:r,option:l})=>{let a=e.questions.find((p)=>p.id===r),d=a?.task!=null&&o(e,a.task)?.who.program!==void 0;return a&&(d||a.commands!==null)?[{open:a,isAgain:d&&l==="again"}]:[]});if(s.length===0)return{steps:[],refusal:null};let u=s.find((r)=>r.isAgain),i=await fo(n.root,t.env),g=`${u?.open.id} stays open; answer it again after that.`;if(!i.ok){let r=`The settings were read again:
${i.problems.join(`
`)}
${Da()} ${g}`;return{steps:[],refusal:u?r:null}}if(i.waiting!==void 0)return{steps:[],refusal:u?`${Qs(t.door,i.waiting)}
${g}`:null};let f=w(e.settings,i.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{Zl};
