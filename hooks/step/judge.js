// @bun
import{Qt}from"./s86.js";import{Il}from"./s57.js";import{ua}from"./s45.js";import{Fr}from"./s20.js";import{Ml}from"./s65.js";function i(e){let r=ua(process.env);if(Fr(r))return!1;let o=Il(e,r,process.env);if(o===Qt)return!1;if(Ml(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
