// @bun
import{Ar}from"./s88.js";import{rp}from"./s64.js";import{Xa}from"./s72.js";function n(r){let o=rp(r,Xa(process.env),process.env);if(o===Ar)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
