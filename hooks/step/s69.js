// @bun
import{we,ai}from"./s40.js";function Wc(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return ai(r,o)||!we(r)?"resume":"resume --force"}
export{Wc};
