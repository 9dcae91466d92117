// @bun
import{ns}from"./s89.js";import{Ki}from"./s28.js";import{hd}from"./s68.js";function n(r){let o=hd(r,Ki(process.env),process.env);if(o===ns)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
