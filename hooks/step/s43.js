// @bun
import{ef,Ae}from"./s87.js";import{Df}from"./s20.js";import{Cl}from"./s34.js";import{pn}from"./s55.js";function El(t,o,r,e){if(Ae(t)===null||ef(e))return;let m=Cl(o,r,()=>pn(o));Df(o,t.call,r,m)}
export{El};
