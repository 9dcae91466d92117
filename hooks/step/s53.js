// @bun
import{le,Qt,Je}from"./s38.js";import{readFileSync as m}from"fs";import{join as c}from"path";var f=/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;function u(r){try{return m(r,"utf8").trim()}catch{return""}}function ds(r){let t=Je(r);if(t===null)return null;let n=u(c(t.gitDir,"HEAD"));if(f.test(n))return{branch:null,commit:n};let e=/^ref: (refs\/[^\0]+)$/.exec(n)?.[1];if(e===void 0||e==="refs/heads/.invalid")return null;let s=u(c(t.common,e)),l=u(c(t.common,"packed-refs")).split(`
`).find((i)=>i.endsWith(` ${e}`)),o=[s,l?.split(" ")[0]??""].find((i)=>f.test(i))??null;return{branch:e.replace(/^refs\/heads\//,""),commit:o}}function xl(r,t,n,e){if(n===null||![n,t??n].every((a)=>f.test(a))||!Qt())return null;let s=t===null?n:`${t}..${n}`,l=le(["rev-list","--count",s],{cwd:r}),o=le(["log",`--max-count=${e}`,"--format=%h %s",s],{cwd:r});if(!l.ok||!o.ok)return null;let i=o.out.toString().split(`
`).filter(Boolean);return{count:Number(l.out.toString()),newest:i.toReversed()}}
export{ds,xl};
