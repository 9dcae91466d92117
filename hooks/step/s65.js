// @bun
import{uf,Ae}from"./s86.js";import{Hf}from"./s20.js";import{Ll}from"./s31.js";import{pn}from"./s51.js";function Ml(t,o,r,e){if(Ae(t)===null||uf(e))return;let m=Ll(o,r,()=>pn(o));Hf(o,t.call,r,m)}
export{Ml};
