// @bun
import{Sr}from"./s85.js";import{_f}from"./s56.js";import{Za}from"./s44.js";function n(r){let o=_f(r,Za(process.env),process.env);if(o===Sr)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
