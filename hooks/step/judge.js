// @bun
import{hs}from"./s101.js";import{nf}from"./s55.js";import{fa}from"./s65.js";function n(r){let o=nf(r,fa(process.env),process.env);if(o===hs)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
