// @bun
import{nn}from"./s87.js";import{Xl}from"./s51.js";import{xa}from"./s34.js";import{Dr}from"./s17.js";import{Ql}from"./s41.js";function i(e){let r=xa(process.env);if(Dr(r))return!1;let o=Xl(e,r,process.env);if(o===nn)return!1;if(Ql(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
