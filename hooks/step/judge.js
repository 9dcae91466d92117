// @bun
import{nn}from"./s88.js";import{Ql}from"./s52.js";import{va}from"./s35.js";import{Dr}from"./s11.js";import{Kl}from"./s4.js";function i(e){let r=va(process.env);if(Dr(r))return!1;let o=Ql(e,r,process.env);if(o===nn)return!1;if(Kl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
