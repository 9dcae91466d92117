// @bun
import{Up,Ae}from"./s82.js";import{Nd,_l}from"./s10.js";import{dn}from"./s50.js";function $l(t,o,r,e){if(Ae(t)===null||Up(e))return;let m=_l(o,r,()=>dn(o));Nd(o,t.call,r,m)}
export{$l};
