// @bun
import{Er}from"./s88.js";import{op}from"./s63.js";import{Ya}from"./s65.js";function n(r){let o=op(r,Ya(process.env),process.env);if(o===Er)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
