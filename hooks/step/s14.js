// @bun
import{Kn}from"./s52.js";import{ot}from"./s47.js";import{existsSync as e}from"fs";import{join as i}from"path";var tn=(r)=>ot(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),ks=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Kn(o)===null&&e(i(r,o));
export{tn,ks};
