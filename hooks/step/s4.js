// @bun
import{Af,Ce}from"./s88.js";import{Jf}from"./s20.js";import{eu}from"./s28.js";import{wn}from"./s48.js";function Kl(t,o,r,e){if(Ce(t)===null||Af(e))return;let m=eu(o,r,()=>wn(o));Jf(o,t.call,r,m)}
export{Kl};
