// @bun
import{Xn}from"./s39.js";import{rt}from"./s48.js";import{existsSync as e}from"fs";import{join as i}from"path";var tn=(r)=>rt(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),xs=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Xn(o)===null&&e(i(r,o));
export{tn,xs};
