// @bun
import{Se,ia}from"./s61.js";function Du(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return ia(r,o)||!Se(r)?"resume":"resume --force"}
export{Du};
