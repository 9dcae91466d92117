// @bun
import{Up,Ae}from"./s82.js";import{Id,Sl}from"./s10.js";import{dn}from"./s50.js";function $l(t,o,r,e){if(Ae(t)===null||Up(e))return;let m=Sl(o,r,()=>dn(o));Id(o,t.call,r,m)}
export{$l};
