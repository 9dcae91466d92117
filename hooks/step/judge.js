// @bun
import{is}from"./s91.js";import{Yi}from"./s63.js";import{kd}from"./s65.js";function n(r){let o=kd(r,Yi(process.env),process.env);if(o===is)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
