// @bun
import{Jn}from"./s63.js";import{rt}from"./s46.js";import{existsSync as e}from"fs";import{join as i}from"path";var nn=(r)=>rt(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),vs=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Jn(o)===null&&e(i(r,o));
export{nn,vs};
