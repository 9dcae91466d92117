// @bun
import{Se,oa}from"./s41.js";function Mu(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return oa(r,o)||!Se(r)?"resume":"resume --force"}
export{Mu};
