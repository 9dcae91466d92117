// @bun
import{Qt}from"./s83.js";import{El}from"./s12.js";import{la}from"./s15.js";import{Dr}from"./s16.js";import{Tl}from"./s21.js";function i(e){let r=la(process.env);if(Dr(r))return!1;let o=El(e,r,process.env);if(o===Qt)return!1;if(Tl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
