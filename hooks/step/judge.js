// @bun
import{is}from"./s81.js";import{$d}from"./s17.js";import{Bi}from"./s11.js";function n(r){let o=$d(r,Bi(process.env),process.env);if(o===is)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
