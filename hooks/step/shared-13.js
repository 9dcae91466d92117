// @bun
import{Do}from"./shared-61.js";import{El,zs}from"./shared-16.js";import{gi,Is,Cl,ki}from"./shared-25.js";import{s}from"./shared-75.js";var c=(n)=>n===void 0||n===null||n===!1||Array.isArray(n)&&n.length===0;function w(n,e){let m={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return Do().filter((t)=>t.again).map((t)=>gi(t.field)).filter((t)=>!c(Is(e,t))&&!Bun.deepEquals(Is(n,t),Is(e,t))).reduce((t,i)=>Cl(t,i,Is(e,i)),m)}async function Mc(n,e,m,t){let i=m.flatMap(({question:r,option:l})=>{let a=e.questions.find((p)=>p.id===r),d=a?.task!=null&&s(e,a.task)?.who.program!==void 0;return a&&(d||a.commands!==null)?[{open:a,isAgain:d&&l==="again"}]:[]});if(i.length===0)return{steps:[],refusal:null};let u=i.find((r)=>r.isAgain),o=await zs(n.root,t.env),g=`${u?.open.id} stays open; answer it again after that.`;if(!o.ok){let r=`The settings were read again:
${o.problems.join(`
`)}
${El()} ${g}`;return{steps:[],refusal:u?r:null}}if(o.waiting!==void 0)return{steps:[],refusal:u?`${ki(t.door,o.waiting)}
${g}`:null};let f=w(e.settings,o.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{Mc};
