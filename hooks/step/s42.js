// @bun
import{df,Ae}from"./s87.js";import{Zf}from"./s17.js";import{Ll}from"./s34.js";import{pn}from"./s55.js";function Ml(t,o,r,e){if(Ae(t)===null||df(e))return;let m=Ll(o,r,()=>pn(o));Zf(o,t.call,r,m)}
export{Ml};
