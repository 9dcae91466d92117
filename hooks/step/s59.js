// @bun
import{pf,Ae}from"./s86.js";import{Zf}from"./s14.js";import{Wl}from"./s32.js";import{pn}from"./s55.js";function Il(t,o,r,e){if(Ae(t)===null||pf(e))return;let m=Wl(o,r,()=>pn(o));Zf(o,t.call,r,m)}
export{Il};
