// @bun
import{ja}from"./s54.js";import{no}from"./s34.js";import{join as s}from"path";var o=/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/,l=(e)=>(no(e)??"").trim();function h(e){let t=ja(e);if(t===null)return null;let r=l(s(t.gitDir,"HEAD"));if(o.test(r))return{branch:null,commit:r};let n=/^ref: (refs\/[^\0]+)$/.exec(r)?.[1];if(n===void 0||n==="refs/heads/.invalid")return null;let c=l(s(t.common,n)),u=l(s(t.common,"packed-refs")).split(`
`).find((i)=>i.endsWith(` ${n}`)),a=[c,u?.split(" ")[0]??""].find((i)=>o.test(i))??null;return{branch:n.replace(/^refs\/heads\//,""),commit:a}}export{h as headOf};
