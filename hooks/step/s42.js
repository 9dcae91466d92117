// @bun
import{es}from"./s6.js";import{ot}from"./s50.js";import{existsSync as e}from"fs";import{join as i}from"path";var dn=(r)=>ot(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),Os=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&es(o)===null&&e(i(r,o));
export{dn,Os};
