// @bun
import{Nn,ba}from"./shared-34.js";import"./shared-41.js";import"./shared-17.js";import"./shared-28.js";import"./shared-7.js";import{ld}from"./shared-19.js";import"./shared-33.js";import"./shared-4.js";import"./shared-18.js";import"./shared-10.js";function n(r){let o=ld(r,ba(process.env),process.env);if(o===Nn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
