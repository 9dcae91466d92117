// @bun
import{Sr}from"./s86.js";import{Af}from"./s60.js";import{Ba}from"./s55.js";function n(r){let o=Af(r,Ba(process.env),process.env);if(o===Sr)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
