// @bun
import{nf,Ae}from"./s89.js";import{Nf}from"./s15.js";import{Ll}from"./s34.js";import{fn}from"./s47.js";function Cl(t,o,r,e){if(Ae(t)===null||nf(e))return;let m=Ll(o,r,()=>fn(o));Nf(o,t.call,r,m)}
export{Cl};
