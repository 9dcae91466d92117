// @bun
import{ff,Ce}from"./s86.js";import{Jf}from"./s8.js";import{Bl}from"./s30.js";import{fn}from"./s52.js";function Nl(t,o,r,e){if(Ce(t)===null||ff(e))return;let m=Bl(o,r,()=>fn(o));Jf(o,t.call,r,m)}
export{Nl};
