// @bun
import{ls}from"./s95.js";import{ia}from"./s41.js";import{Wd}from"./s69.js";function n(r){let o=Wd(r,ia(process.env),process.env);if(o===ls)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
