// @bun
import{Qn}from"./s49.js";import{rt}from"./s64.js";import{existsSync as e}from"fs";import{join as i}from"path";var sn=(r)=>rt(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),vs=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Qn(o)===null&&e(i(r,o));
export{sn,vs};
