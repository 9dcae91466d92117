// @bun
import{Hp,Ae}from"./s83.js";import{Ld,_l}from"./s28.js";import{dn}from"./s52.js";function Sl(t,o,r,e){if(Ae(t)===null||Hp(e))return;let m=_l(o,r,()=>dn(o));Ld(o,t.call,r,m)}
export{Sl};
