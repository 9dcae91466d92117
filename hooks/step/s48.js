// @bun
import{mf,Ce}from"./s87.js";import{Yf}from"./s9.js";import{Ul}from"./s33.js";import{mn}from"./s49.js";function Fl(t,o,r,e){if(Ce(t)===null||mf(e))return;let m=Ul(o,r,()=>mn(o));Yf(o,t.call,r,m)}
export{Fl};
