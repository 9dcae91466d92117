// @bun
import{nn}from"./s87.js";import{ql}from"./s57.js";import{da}from"./s38.js";import{Dr}from"./s31.js";import{Wl}from"./s28.js";function i(e){let r=da(process.env);if(Dr(r))return!1;let o=ql(e,r,process.env);if(o===nn)return!1;if(Wl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
