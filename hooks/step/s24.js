// @bun
import{Yp,Ce}from"./s87.js";import{Vf}from"./s27.js";import{Hl}from"./s10.js";import{yn}from"./s56.js";function Wl(t,o,r,e){if(Ce(t)===null||Yp(e))return;let m=Hl(o,r,()=>yn(o));Vf(o,t.call,r,m)}
export{Wl};
