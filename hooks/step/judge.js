// @bun
import{vr}from"./s86.js";import{Pf}from"./s61.js";import{Ba}from"./s71.js";function n(r){let o=Pf(r,Ba(process.env),process.env);if(o===vr)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
