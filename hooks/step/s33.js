// @bun
import{be,fi}from"./s48.js";function Ic(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return fi(r,o)||!be(r)?"resume":"resume --force"}
export{Ic};
