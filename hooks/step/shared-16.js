// @bun
import{Is}from"./shared-46.js";import{kl,Po}from"./shared-13.js";import{pi,jo,$l,yi}from"./shared-28.js";import{o}from"./shared-82.js";var c=(n)=>n===void 0||n===null||n===!1||Array.isArray(n)&&n.length===0;function w(n,e){let m={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return Is().filter((t)=>t.again).map((t)=>pi(t.field)).filter((t)=>!c(jo(e,t))&&!Bun.deepEquals(jo(n,t),jo(e,t))).reduce((t,s)=>$l(t,s,jo(e,s)),m)}async function Rc(n,e,m,t){let s=m.flatMap(({question:r,option:l})=>{let a=e.questions.find((p)=>p.id===r),d=a?.task!=null&&o(e,a.task)?.who.program!==void 0;return a&&(d||a.commands!==null)?[{open:a,isAgain:d&&l==="again"}]:[]});if(s.length===0)return{steps:[],refusal:null};let u=s.find((r)=>r.isAgain),i=await Po(n.root,t.env),g=`${u?.open.id} stays open; answer it again after that.`;if(!i.ok){let r=`The settings were read again:
${i.problems.join(`
`)}
${kl()} ${g}`;return{steps:[],refusal:u?r:null}}if(i.waiting!==void 0)return{steps:[],refusal:u?`${yi(t.door,i.waiting)}
${g}`:null};let f=w(e.settings,i.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{Rc};
