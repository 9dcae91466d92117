// @bun
import{Sn,ta}from"./shared-28.js";import"./shared-38.js";import"./shared-34.js";import"./shared-3.js";import"./shared-27.js";import{Cu}from"./shared-19.js";import"./shared-12.js";import"./shared-14.js";import"./shared-32.js";function n(r){let o=Cu(r,ta(process.env),process.env);if(o===Sn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
