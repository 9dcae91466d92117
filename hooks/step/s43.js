// @bun
import{existsSync as d,realpathSync as g}from"fs";import{dirname as o,join as c}from"path";var e=(n)=>{try{return g(n)}catch{return null}};function f(n,r){let t=n;while(!d(c(t,".git"))){if(o(t)===t)return n;t=o(t)}return r&&t===e(r)?n:t}function Zf(n,r,t){let a=e(r)??r,u=f(a,t);return(n??"").split(":").filter((i)=>{let s=i.startsWith("/")?e(i):null;if(s===null||[i,s].some((l)=>`${l}/`.includes("/node_modules/")))return!1;return u==="/"||!`${s}/`.startsWith(`${u}/`)}).join(":")}
export{Zf};
