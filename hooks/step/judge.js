// @bun
import{In}from"./s82.js";import{Ou}from"./s67.js";import{li}from"./s47.js";function n(r){let o=Ou(r,li(process.env),process.env);if(o===In)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
