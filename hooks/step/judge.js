// @bun
import{Jt}from"./s87.js";import{Dl}from"./s57.js";import{ua}from"./s18.js";import{Dr}from"./s9.js";import{Fl}from"./s48.js";function i(e){let r=ua(process.env);if(Dr(r))return!1;let o=Dl(e,r,process.env);if(o===Jt)return!1;if(Fl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
