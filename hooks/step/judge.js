// @bun
import{Sr}from"./s87.js";import{Mf}from"./s63.js";import{Za}from"./s15.js";function n(r){let o=Mf(r,Za(process.env),process.env);if(o===Sr)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
