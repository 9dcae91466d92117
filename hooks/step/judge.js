// @bun
import{Qt}from"./s82.js";import{Pl}from"./s25.js";import{la}from"./s11.js";import{Fr}from"./s15.js";import{Rl}from"./s21.js";function i(e){let r=la(process.env);if(Fr(r))return!1;let o=Pl(e,r,process.env);if(o===Qt)return!1;if(Rl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
