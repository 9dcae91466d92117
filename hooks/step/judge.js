// @bun
import{vn,Zi}from"./shared-34.js";import"./shared-38.js";import"./shared-26.js";import"./shared-3.js";import"./shared-23.js";import{hu}from"./shared-20.js";import"./shared-6.js";import"./shared-15.js";import"./shared-30.js";function n(r){let o=hu(r,Zi(process.env),process.env);if(o===vn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
