// @bun
import{Xt}from"./s89.js";import{jl}from"./s25.js";import{ua}from"./s9.js";import{Fr}from"./s12.js";import{Cl}from"./s46.js";function i(e){let r=ua(process.env);if(Fr(r))return!1;let o=jl(e,r,process.env);if(o===Xt)return!1;if(Cl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
