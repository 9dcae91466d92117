// @bun
import{Sr}from"./s85.js";import{Af}from"./s61.js";import{Ba}from"./s56.js";function n(r){let o=Af(r,Ba(process.env),process.env);if(o===Sr)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
