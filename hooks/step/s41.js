// @bun
import{jf,Ae}from"./s87.js";import{em}from"./s17.js";import{tu}from"./s25.js";import{wn}from"./s56.js";function Ql(t,o,r,e){if(Ae(t)===null||jf(e))return;let m=tu(o,r,()=>wn(o));em(o,t.call,r,m)}
export{Ql};
