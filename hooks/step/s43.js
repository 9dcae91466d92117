// @bun
import{ef,Ae}from"./s86.js";import{Wf}from"./s19.js";import{Cl}from"./s34.js";import{pn}from"./s55.js";function El(t,o,r,e){if(Ae(t)===null||ef(e))return;let m=Cl(o,r,()=>pn(o));Wf(o,t.call,r,m)}
export{El};
