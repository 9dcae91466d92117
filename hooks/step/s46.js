// @bun
import{nf,Ce}from"./s89.js";import{Nf}from"./s12.js";import{Ll}from"./s31.js";import{fn}from"./s45.js";function Cl(t,o,r,e){if(Ce(t)===null||nf(e))return;let m=Ll(o,r,()=>fn(o));Nf(o,t.call,r,m)}
export{Cl};
