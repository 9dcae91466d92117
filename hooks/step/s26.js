// @bun
import{Se,ea}from"./s63.js";function _u(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return ea(r,o)||!Se(r)?"resume":"resume --force"}
export{_u};
