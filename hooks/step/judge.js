// @bun
import{Ar}from"./s88.js";import{tp}from"./s59.js";import{Xa}from"./s15.js";function n(r){let o=tp(r,Xa(process.env),process.env);if(o===Ar)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
