// @bun
import{Qt}from"./s85.js";import{Tl}from"./s10.js";import{aa}from"./s24.js";import{Ur}from"./s20.js";import{Ol}from"./s26.js";function i(e){let r=aa(process.env);if(Ur(r))return!1;let o=Tl(e,r,process.env);if(o===Qt)return!1;if(Ol(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
