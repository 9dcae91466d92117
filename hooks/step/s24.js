// @bun
import{Tf,Ce}from"./s88.js";import{Qf}from"./s11.js";import{Xl}from"./s33.js";import{hn}from"./s53.js";function Hl(t,o,r,e){if(Ce(t)===null||Tf(e))return;let m=Xl(o,r,()=>hn(o));Qf(o,t.call,r,m)}
export{Hl};
