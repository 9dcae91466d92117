// @bun
import{Qp,Ae}from"./s82.js";import{jf}from"./s15.js";import{Tl}from"./s32.js";import{pn}from"./s51.js";function Rl(t,o,r,e){if(Ae(t)===null||Qp(e))return;let m=Tl(o,r,()=>pn(o));jf(o,t.call,r,m)}
export{Rl};
