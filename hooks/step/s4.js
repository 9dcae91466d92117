// @bun
import{Cf,Ce}from"./s88.js";import{Yf}from"./s11.js";import{eu}from"./s28.js";import{wn}from"./s47.js";function Kl(t,o,r,e){if(Ce(t)===null||Cf(e))return;let m=eu(o,r,()=>wn(o));Yf(o,t.call,r,m)}
export{Kl};
