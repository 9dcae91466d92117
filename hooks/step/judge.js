// @bun
import{nn}from"./s87.js";import{Wl}from"./s53.js";import{ua}from"./s34.js";import{Dr}from"./s10.js";import{Dl}from"./s12.js";function i(e){let r=ua(process.env);if(Dr(r))return!1;let o=Wl(e,r,process.env);if(o===nn)return!1;if(Dl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
