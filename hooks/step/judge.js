// @bun
import{Ar}from"./s89.js";import{ip}from"./s65.js";import{Ya}from"./s55.js";function n(r){let o=ip(r,Ya(process.env),process.env);if(o===Ar)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
