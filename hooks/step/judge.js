// @bun
import{lr,Xs}from"./shared-23.js";import"./shared-26.js";import"./shared-12.js";import"./shared-13.js";import{dl}from"./shared-20.js";import"./shared-22.js";import"./shared-5.js";import"./shared-24.js";import"./shared-21.js";function n(r){let o=dl(r,Xs(process.env),process.env);if(o===lr)return!1;if(o!==null)console.log(JSON.stringify(o));return!0}export{n as judge};
