// @bun
import{bn}from"./s73.js";import{Wo}from"./s52.js";import{eu}from"./s24.js";function n(r){let o=eu(r,Wo(process.env),process.env);if(o===bn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
