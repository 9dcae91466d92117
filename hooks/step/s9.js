// @bun
import{Jn}from"./s46.js";import{it}from"./s61.js";import{existsSync as e}from"fs";import{join as i}from"path";var cn=(r)=>it(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),_s=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Jn(o)===null&&e(i(r,o));
export{cn,_s};
