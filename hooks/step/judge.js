// @bun
import{Qt}from"./s86.js";import{Ll}from"./s60.js";import{la}from"./s48.js";import{Fr}from"./s14.js";import{Il}from"./s59.js";function i(e){let r=la(process.env);if(Fr(r))return!1;let o=Ll(e,r,process.env);if(o===Qt)return!1;if(Il(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
