// @bun
import{as}from"./s95.js";import{ta}from"./s63.js";import{Rd}from"./s66.js";function n(r){let o=Rd(r,ta(process.env),process.env);if(o===as)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
