// @bun
import{tf,Ae}from"./s86.js";import{Df}from"./s19.js";import{jl}from"./s34.js";import{pn}from"./s54.js";function Al(t,o,r,e){if(Ae(t)===null||tf(e))return;let m=jl(o,r,()=>pn(o));Df(o,t.call,r,m)}
export{Al};
