// @bun
import{Qt}from"./s85.js";import{Pl}from"./s10.js";import{ca}from"./s13.js";import{Gr}from"./s15.js";import{Rl}from"./s24.js";function i(e){let r=ca(process.env);if(Gr(r))return!1;let o=Pl(e,r,process.env);if(o===Qt)return!1;if(Rl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
