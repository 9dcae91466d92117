// @bun
import{or,Cs}from"./shared-18.js";import"./shared-2.js";import{qc}from"./shared-15.js";import"./shared-21.js";function n(r){let o=qc(r,Cs(process.env),process.env);if(o===or)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
