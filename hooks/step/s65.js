// @bun
import{uf,Ae}from"./s86.js";import{Vf}from"./s20.js";import{Ll}from"./s31.js";import{pn}from"./s52.js";function Ml(t,o,r,e){if(Ae(t)===null||uf(e))return;let m=Ll(o,r,()=>pn(o));Vf(o,t.call,r,m)}
export{Ml};
