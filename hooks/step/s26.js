// @bun
import{Yn}from"./s13.js";import{rt}from"./s62.js";import{existsSync as e}from"fs";import{join as i}from"path";var an=(r)=>rt(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),Ss=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Yn(o)===null&&e(i(r,o));
export{an,Ss};
