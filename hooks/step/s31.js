// @bun
import{_e,ca}from"./s45.js";function Du(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return ca(r,o)||!_e(r)?"resume":"resume --force"}
export{Du};
