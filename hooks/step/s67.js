// @bun
import{we,ri}from"./s53.js";function Lc(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return ri(r,o)||!we(r)?"resume":"resume --force"}
export{Lc};
