// @bun
import{Pe,ha}from"./s79.js";function od(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return ha(r,o)||!Pe(r)?"resume":"resume --force"}
export{od};
