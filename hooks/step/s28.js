// @bun
import{Yp,je}from"./s87.js";import{Vf}from"./s31.js";import{Hl}from"./s11.js";import{yn}from"./s58.js";function Wl(t,o,r,e){if(je(t)===null||Yp(e))return;let m=Hl(o,r,()=>yn(o));Vf(o,t.call,r,m)}
export{Wl};
