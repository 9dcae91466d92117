// @bun
import{g}from"./s30.js";import{join as e}from"path";function s(t){if(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,59}$/.test(t))return t;return`${t.normalize("NFD").replace(/[^A-Za-z0-9_-]/g,"").replace(/^-+/,"").slice(0,30)||"area"}-${g(t.normalize("NFC")).slice(0,8)}`}var o=(t)=>e(t.task,"worktrees"),co=(t,r,i)=>e(o(t),r,s(i)),Pu=(t)=>`refs/multi-ai/${t}`;
export{co,Pu};
