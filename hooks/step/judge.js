// @bun
import{Vt,Ir}from"./shared-3.js";import"./shared-2.js";import{ai}from"./shared-10.js";import"./shared-16.js";function n(r){let o=ai(r,Ir(process.env),process.env);if(o===Vt)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
