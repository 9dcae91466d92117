// @bun
import{Yn}from"./s5.js";import{rt}from"./s47.js";import{existsSync as e}from"fs";import{join as i}from"path";var sn=(r)=>rt(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),Ss=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Yn(o)===null&&e(i(r,o));
export{sn,Ss};
