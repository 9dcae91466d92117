// @bun
import{S,Os}from"./s43.js";function Hn(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return Os(r,o)||!S(r)?"resume":"resume --force"}
export{Hn};
