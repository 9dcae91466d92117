// @bun
import{mf,Ce}from"./s87.js";import{Jf}from"./s10.js";import{Ul}from"./s24.js";import{hn}from"./s45.js";function Fl(t,o,r,e){if(Ce(t)===null||mf(e))return;let m=Ul(o,r,()=>hn(o));Jf(o,t.call,r,m)}
export{Fl};
