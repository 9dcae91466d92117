// @bun
import{ve,Xi}from"./s29.js";function $u(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return Xi(r,o)||!ve(r)?"resume":"resume --force"}
export{$u};
