// @bun
import{Up,Ae}from"./s81.js";import{Fd,_l}from"./s12.js";import{dn}from"./s51.js";function $l(t,o,r,e){if(Ae(t)===null||Up(e))return;let m=_l(o,r,()=>dn(o));Fd(o,t.call,r,m)}
export{$l};
