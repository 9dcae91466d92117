// @bun
import{fs}from"./shared-24.js";import{Oa,ao}from"./shared-11.js";import{Fs,Qo,Aa,Bs}from"./shared-6.js";import{o}from"./shared-39.js";function c(n,e){let u={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return fs().filter((t)=>t.again).map((t)=>Fs(t.field)).filter((t)=>!Bun.deepEquals(Qo(n,t),Qo(e,t))).reduce((t,s)=>Aa(t,s,Qo(e,s)),u)}async function jl(n,e,u,t){let s=u.flatMap(({question:r,option:l})=>{let a=e.questions.find((d)=>d.id===r),p=a?.task!=null&&o(e,a.task)?.who.program!==void 0;return a&&(p||a.commands!==null)?[{open:a,isAgain:p&&l==="again"}]:[]});if(s.length===0)return{steps:[],refusal:null};let m=s.find((r)=>r.isAgain),i=await ao(n.root,t.env),g=`${m?.open.id} stays open; answer it again after that.`;if(!i.ok){let r=`The settings were read again:
${i.problems.join(`
`)}
${Oa()} ${g}`;return{steps:[],refusal:m?r:null}}if(i.waiting!==void 0)return{steps:[],refusal:m?`${Bs(t.door,i.waiting)}
${g}`:null};let f=c(e.settings,i.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{jl};
