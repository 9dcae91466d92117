// @bun
import{Wn,Ti}from"./shared-14.js";import"./shared-29.js";import"./shared-6.js";import"./shared-36.js";import{Hl}from"./shared-20.js";import"./shared-13.js";import"./shared-33.js";import"./shared-34.js";import"./shared-16.js";function n(r){let o=Hl(r,Ti(process.env),process.env);if(o===Wn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
