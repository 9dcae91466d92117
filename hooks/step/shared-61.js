// @bun
import{ls}from"./shared-40.js";import{y}from"./shared-53.js";import{a}from"./shared-73.js";import{lstatSync as o,readFileSync as s}from"fs";var yo=(e)=>[...new Set([".task",e.files])];function vc({project:e,workflow:t}){let r=ls(e.root,{exclude:yo(t),scratch:y(e)});return r.ok?{ok:!0,subject:r.tree}:{ok:!1,problem:`${r.problem}; ${r.remedy}`}}function vp(e){try{if(!o(e).isFile())return{ok:!1,problem:`${e} is no regular file`};return{ok:!0,subject:`file:${a(s(e))}`}}catch{return{ok:!1,problem:`${e} cannot be read`}}}var ie=(e)=>e!==null&&!e.startsWith("file:");
export{yo,vc,vp,ie};
