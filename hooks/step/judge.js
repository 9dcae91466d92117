// @bun
import{ls}from"./s97.js";import{aa}from"./s61.js";import{Ud}from"./s72.js";function n(r){let o=Ud(r,aa(process.env),process.env);if(o===ls)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
