// @bun
import{_r}from"./s84.js";import{Af}from"./s58.js";import{qa}from"./s54.js";function n(r){let o=Af(r,qa(process.env),process.env);if(o===_r)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
