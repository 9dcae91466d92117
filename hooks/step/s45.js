// @bun
import{Ps}from"./s92.js";import{Tt}from"./s50.js";import{existsSync as e}from"fs";import{join as i}from"path";var Ln=(r)=>Tt(/^`[^`]+`/.exec(r.trim())?.[0]??r.trim()).replace(/:\d+(?:[-\u2013]\d+)?$/,""),lo=(r)=>(o)=>o!==""&&!/[*?{]/.test(o)&&Ps(o)===null&&e(i(r,o));
export{Ln,lo};
