// @bun
import{en}from"./s88.js";import{Vl}from"./s57.js";import{ka}from"./s9.js";import{Dr}from"./s11.js";import{Hl}from"./s24.js";function i(e){let r=ka(process.env);if(Dr(r))return!1;let o=Vl(e,r,process.env);if(o===en)return!1;if(Hl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
