// @bun
import{ve,Hi}from"./s28.js";function bu(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return Hi(r,o)||!ve(r)?"resume":"resume --force"}
export{bu};
