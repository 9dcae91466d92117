// @bun
import{us}from"./s96.js";import{la}from"./s45.js";import{Vd}from"./s71.js";function n(r){let o=Vd(r,la(process.env),process.env);if(o===us)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
