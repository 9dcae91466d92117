// @bun
import{ve,Ji}from"./s63.js";function ku(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return Ji(r,o)||!ve(r)?"resume":"resume --force"}
export{ku};
