// @bun
import{Vn}from"./s51.js";import{et}from"./s47.js";import{existsSync as e}from"fs";import{join as i}from"path";var tn=(r)=>et(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),ks=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Vn(o)===null&&e(i(r,o));
export{tn,ks};
