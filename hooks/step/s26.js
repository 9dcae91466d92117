// @bun
import{Vp,Ae}from"./s85.js";import{Rl}from"./s15.js";import{dn}from"./s51.js";import{$f}from"./s14.js";function Ol(t,o,r,e){if(Ae(t)===null||Vp(e))return;let m=Rl(o,r,()=>dn(o));$f(o,t.call,r,m)}
export{Ol};
