// @bun
import{Kp,Ae}from"./s85.js";import{Tl}from"./s19.js";import{pn}from"./s49.js";import{_f}from"./s18.js";function Rl(t,o,r,e){if(Ae(t)===null||Kp(e))return;let m=Tl(o,r,()=>pn(o));_f(o,t.call,r,m)}
export{Rl};
