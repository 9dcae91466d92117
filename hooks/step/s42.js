// @bun
import{existsSync as d,realpathSync as g}from"fs";import{dirname as o,join as c}from"path";var e=(t)=>{try{return g(t)}catch{return null}};function f(t,r){let n=t;while(!d(c(n,".git"))){if(o(n)===n)return t;n=o(n)}return r&&n===e(r)?t:n}function Uu(t,r,n){let a=e(r)??r,u=f(a,n);return(t??"").split(":").filter((i)=>{let s=i.startsWith("/")?e(i):null;if(s===null||[i,s].some((l)=>`${l}/`.includes("/node_modules/")))return!1;return u==="/"||!`${s}/`.startsWith(`${u}/`)}).join(":")}var rm=(t,r)=>({...t,PATH:Uu(t.PATH,r,t.HOME)});
export{Uu,rm};
