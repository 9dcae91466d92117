// @bun
import{Qt}from"./s87.js";import{Il}from"./s60.js";import{la}from"./s11.js";import{Fr}from"./s17.js";import{Ml}from"./s42.js";function i(e){let r=la(process.env);if(Fr(r))return!1;let o=Il(e,r,process.env);if(o===Qt)return!1;if(Ml(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
