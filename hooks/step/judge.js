// @bun
import{Kt,Fr}from"./shared-9.js";import"./shared-8.js";import{ai}from"./shared-11.js";import"./shared-16.js";function n(r){let o=ai(r,Fr(process.env),process.env);if(o===Kt)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
