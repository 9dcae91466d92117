// @bun
import{Le,mc}from"./s71.js";function fp(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return mc(r,o)||!Le(r)?"resume":"resume --force"}
export{fp};
