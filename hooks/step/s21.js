// @bun
import{Kp,Ae}from"./s83.js";import{Cf}from"./s16.js";import{Pl}from"./s33.js";import{fn}from"./s51.js";function Tl(t,o,r,e){if(Ae(t)===null||Kp(e))return;let m=Pl(o,r,()=>fn(o));Cf(o,t.call,r,m)}
export{Tl};
