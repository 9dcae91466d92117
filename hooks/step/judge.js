// @bun
import{Er}from"./s89.js";import{rp}from"./s63.js";import{Xa}from"./s67.js";function n(r){let o=rp(r,Xa(process.env),process.env);if(o===Er)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
