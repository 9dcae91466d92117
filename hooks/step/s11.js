// @bun
import{Jn}from"./s4.js";import{rt}from"./s60.js";import{existsSync as e}from"fs";import{join as i}from"path";var cn=(r)=>rt(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),Ss=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Jn(o)===null&&e(i(r,o));
export{cn,Ss};
