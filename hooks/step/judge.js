// @bun
import{Qt}from"./s86.js";import{Cl}from"./s28.js";import{la}from"./s48.js";import{Dr}from"./s19.js";import{Al}from"./s62.js";function i(e){let r=la(process.env);if(Dr(r))return!1;let o=Cl(e,r,process.env);if(o===Qt)return!1;if(Al(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
