// @bun
import{Yp,Ce}from"./s87.js";import{Zf}from"./s20.js";import{Hl}from"./s24.js";import{yn}from"./s58.js";function Wl(t,o,r,e){if(Ce(t)===null||Yp(e))return;let m=Hl(o,r,()=>yn(o));Zf(o,t.call,r,m)}
export{Wl};
