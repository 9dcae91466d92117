// @bun
import{fs}from"./shared-34.js";import{Ta,ao}from"./shared-9.js";import{Fs,co,Pa,Zs}from"./shared-12.js";import{o}from"./shared-39.js";var c=(n)=>n===void 0||n===null||n===!1||Array.isArray(n)&&n.length===0;function w(n,e){let m={...n,tests:{...n.tests,timeout_minutes:e.tests.timeout_minutes}};return fs().filter((t)=>t.again).map((t)=>Fs(t.field)).filter((t)=>!c(co(e,t))&&!Bun.deepEquals(co(n,t),co(e,t))).reduce((t,s)=>Pa(t,s,co(e,s)),m)}async function jl(n,e,m,t){let s=m.flatMap(({question:r,option:l})=>{let a=e.questions.find((p)=>p.id===r),d=a?.task!=null&&o(e,a.task)?.who.program!==void 0;return a&&(d||a.commands!==null)?[{open:a,isAgain:d&&l==="again"}]:[]});if(s.length===0)return{steps:[],refusal:null};let u=s.find((r)=>r.isAgain),i=await ao(n.root,t.env),g=`${u?.open.id} stays open; answer it again after that.`;if(!i.ok){let r=`The settings were read again:
${i.problems.join(`
`)}
${Ta()} ${g}`;return{steps:[],refusal:u?r:null}}if(i.waiting!==void 0)return{steps:[],refusal:u?`${Zs(t.door,i.waiting)}
${g}`:null};let f=w(e.settings,i.settings);return{steps:Bun.deepEquals(f,e.settings)?[]:[{do:"settings",settings:f}],refusal:null}}
export{jl};
