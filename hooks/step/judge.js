// @bun
import{xn,Bi}from"./shared-24.js";import"./shared-38.js";import"./shared-30.js";import"./shared-34.js";import"./shared-26.js";import"./shared-3.js";import{gu}from"./shared-32.js";import"./shared-7.js";import"./shared-16.js";function n(r){let o=gu(r,Bi(process.env),process.env);if(o===xn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
