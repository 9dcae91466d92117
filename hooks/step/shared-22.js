// @bun
import{Ns}from"./shared-56.js";import{Sl,jo}from"./shared-19.js";import{mi,Lo,Tl,bi}from"./shared-34.js";import{o}from"./shared-84.js";var c=(n)=>n===void 0||n===null||n===!1||Array.isArray(n)&&n.length===0;function w(n,e){let m={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return Ns().filter((t)=>t.again).map((t)=>mi(t.field)).filter((t)=>!c(Lo(e,t))&&!Bun.deepEquals(Lo(n,t),Lo(e,t))).reduce((t,s)=>Tl(t,s,Lo(e,s)),m)}async function jc(n,e,m,t){let s=m.flatMap(({question:r,option:l})=>{let a=e.questions.find((p)=>p.id===r),d=a?.task!=null&&o(e,a.task)?.who.program!==void 0;return a&&(d||a.commands!==null)?[{open:a,isAgain:d&&l==="again"}]:[]});if(s.length===0)return{steps:[],refusal:null};let u=s.find((r)=>r.isAgain),i=await jo(n.root,t.env),g=`${u?.open.id} stays open; answer it again after that.`;if(!i.ok){let r=`The settings were read again:
${i.problems.join(`
`)}
${Sl()} ${g}`;return{steps:[],refusal:u?r:null}}if(i.waiting!==void 0)return{steps:[],refusal:u?`${bi(t.door,i.waiting)}
${g}`:null};let f=w(e.settings,i.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{jc};
