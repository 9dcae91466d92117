// @bun
import{Jp,je}from"./s87.js";import{Vf}from"./s10.js";import{Gl}from"./s28.js";import{yn}from"./s46.js";function Dl(t,o,r,e){if(je(t)===null||Jp(e))return;let m=Gl(o,r,()=>yn(o));Vf(o,t.call,r,m)}
export{Dl};
