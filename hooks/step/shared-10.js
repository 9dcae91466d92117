// @bun
import{Jo}from"./shared-56.js";import{Gl,Ds}from"./shared-25.js";import{Ri,Bs,Vl,Ci}from"./shared-23.js";import{s}from"./shared-74.js";var c=(n)=>n===void 0||n===null||n===!1||Array.isArray(n)&&n.length===0;function w(n,e){let m={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return Jo().filter((t)=>t.again).map((t)=>Ri(t.field)).filter((t)=>!c(Bs(e,t))&&!Bun.deepEquals(Bs(n,t),Bs(e,t))).reduce((t,i)=>Vl(t,i,Bs(e,i)),m)}async function Vc(n,e,m,t){let i=m.flatMap(({question:r,option:l})=>{let a=e.questions.find((p)=>p.id===r),d=a?.task!=null&&s(e,a.task)?.who.program!==void 0;return a&&(d||a.commands!==null)?[{open:a,isAgain:d&&l==="again"}]:[]});if(i.length===0)return{steps:[],refusal:null};let u=i.find((r)=>r.isAgain),o=await Ds(n.root,t.env),g=`${u?.open.id} stays open; answer it again after that.`;if(!o.ok){let r=`The settings were read again:
${o.problems.join(`
`)}
${Gl()} ${g}`;return{steps:[],refusal:u?r:null}}if(o.waiting!==void 0)return{steps:[],refusal:u?`${Ci(t.door,o.waiting)}
${g}`:null};let f=w(e.settings,o.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{Vc};
