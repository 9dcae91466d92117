// @bun
import{Pe,ma}from"./s52.js";function nd(e,n,o){let r=e.owner?.host??null;if(e.owner?.session===n)return null;return ma(r,o)||!Pe(r)?"resume":"resume --force"}
export{nd};
