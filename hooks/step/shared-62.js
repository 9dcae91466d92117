// @bun
import{ti}from"./shared-67.js";import{Xl,qs}from"./shared-28.js";import{Pi,Zs,ec,Mi}from"./shared-25.js";import{s}from"./shared-75.js";var c=(n)=>n===void 0||n===null||n===!1||Array.isArray(n)&&n.length===0;function w(n,e){let m={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return ti().filter((t)=>t.again).map((t)=>Pi(t.field)).filter((t)=>!c(Zs(e,t))&&!Bun.deepEquals(Zs(n,t),Zs(e,t))).reduce((t,i)=>ec(t,i,Zs(e,i)),m)}async function Yc(n,e,m,t){let i=m.flatMap(({question:r,option:l})=>{let a=e.questions.find((p)=>p.id===r),d=a?.task!=null&&s(e,a.task)?.who.program!==void 0;return a&&(d||a.commands!==null)?[{open:a,isAgain:d&&l==="again"}]:[]});if(i.length===0)return{steps:[],refusal:null};let u=i.find((r)=>r.isAgain),o=await qs(n.root,t.env),g=`${u?.open.id} stays open; answer it again after that.`;if(!o.ok){let r=`The settings were read again:
${o.problems.join(`
`)}
${Xl()} ${g}`;return{steps:[],refusal:u?r:null}}if(o.waiting!==void 0)return{steps:[],refusal:u?`${Mi(t.door,o.waiting)}
${g}`:null};let f=w(e.settings,o.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{Yc};
