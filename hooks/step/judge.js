// @bun
import{zn}from"./s83.js";import{Au}from"./s65.js";import{ri}from"./s28.js";function n(r){let o=Au(r,ri(process.env),process.env);if(o===zn)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
