// @bun
import{Gs}from"./s119.js";import{hc}from"./s71.js";import{Df}from"./s48.js";function n(r){let o=Df(r,hc(process.env),process.env);if(o===Gs)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
