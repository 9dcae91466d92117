// @bun
import{Qt}from"./s83.js";import{Ol}from"./s8.js";import{Rr,ra}from"./s13.js";import{Sl}from"./s16.js";function i(e){let r=ra(process.env);if(Rr(r))return!1;let o=Ol(e,r,process.env);if(o===Qt)return!1;if(Sl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
