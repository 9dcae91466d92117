// @bun
import{rs}from"./s90.js";import{Ji}from"./s46.js";import{wd}from"./s68.js";function n(r){let o=wd(r,Ji(process.env),process.env);if(o===rs)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
