// @bun
import{ef,Ae}from"./s87.js";import{Df}from"./s16.js";import{Al}from"./s38.js";import{pn}from"./s56.js";function Pl(t,o,r,e){if(Ae(t)===null||ef(e))return;let m=Al(o,r,()=>pn(o));Df(o,t.call,r,m)}
export{Pl};
