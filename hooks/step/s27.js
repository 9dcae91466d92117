// @bun
import{Yn}from"./s49.js";import{it}from"./s63.js";import{existsSync as e}from"fs";import{join as i}from"path";var cn=(r)=>it(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),Os=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Yn(o)===null&&e(i(r,o));
export{cn,Os};
