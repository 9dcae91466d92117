// @bun
import{Yn}from"./s50.js";import{rt}from"./s64.js";import{existsSync as e}from"fs";import{join as i}from"path";var on=(r)=>rt(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),$s=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Yn(o)===null&&e(i(r,o));
export{on,$s};
