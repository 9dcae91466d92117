// @bun
import{xn,Zi}from"./shared-34.js";import"./shared-38.js";import"./shared-24.js";import"./shared-31.js";import"./shared-29.js";import"./shared-3.js";import{gu}from"./shared-27.js";import"./shared-10.js";import"./shared-15.js";function n(r){let o=gu(r,Zi(process.env),process.env);if(o===xn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
