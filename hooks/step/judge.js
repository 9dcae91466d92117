// @bun
import{rs}from"./s90.js";import{Qi}from"./s29.js";import{wd}from"./s66.js";function n(r){let o=wd(r,Qi(process.env),process.env);if(o===rs)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
