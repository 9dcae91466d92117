// @bun
import{gs}from"./s99.js";import{ef}from"./s57.js";import{ua}from"./s43.js";function n(r){let o=ef(r,ua(process.env),process.env);if(o===gs)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
