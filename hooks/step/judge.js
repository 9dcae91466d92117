// @bun
import{Qt}from"./s87.js";import{El}from"./s33.js";import{ca}from"./s6.js";import{Dr}from"./s16.js";import{Pl}from"./s45.js";function i(e){let r=ca(process.env);if(Dr(r))return!1;let o=El(e,r,process.env);if(o===Qt)return!1;if(Pl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
