// @bun
import{Qt}from"./s86.js";import{Al}from"./s27.js";import{la}from"./s7.js";import{Dr}from"./s19.js";import{El}from"./s43.js";function i(e){let r=la(process.env);if(Dr(r))return!1;let o=Al(e,r,process.env);if(o===Qt)return!1;if(El(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
