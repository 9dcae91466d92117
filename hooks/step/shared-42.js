// @bun
import{as}from"./shared-38.js";import{y}from"./shared-51.js";import{a}from"./shared-74.js";import{lstatSync as o,readFileSync as s}from"fs";var wo=(e)=>[...new Set([".task",e.files])];function kc({project:e,workflow:t}){let r=as(e.root,{exclude:wo(t),scratch:y(e)});return r.ok?{ok:!0,subject:r.tree}:{ok:!1,problem:`${r.problem}; ${r.remedy}`}}function xp(e){try{if(!o(e).isFile())return{ok:!1,problem:`${e} is no regular file`};return{ok:!0,subject:`file:${a(s(e))}`}}catch{return{ok:!1,problem:`${e} cannot be read`}}}var ie=(e)=>e!==null&&!e.startsWith("file:");
export{wo,kc,xp,ie};
