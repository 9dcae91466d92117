// @bun
import{fe,Do}from"./s52.js";function lc(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return Do(r,o)||!fe(r)?"resume":"resume --force"}
export{lc};
