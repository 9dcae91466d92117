// @bun
import{Cn}from"./s81.js";import{Ru}from"./s63.js";import{Yo}from"./s71.js";function n(r){let o=Ru(r,Yo(process.env),process.env);if(o===Cn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
