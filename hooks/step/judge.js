// @bun
import{sf,on,Ce}from"./s83.js";import{jl}from"./s18.js";import{oa,ra}from"./s8.js";import{Qd}from"./s67.js";import{Js}from"./s56.js";function m(e){let o=ra(process.env);if(oa(o))return!1;let r=jl(e,o,process.env);if(r===on)return!1;if(Ce(e)!==null&&!sf(r))Qd(o,e.call,process.env,Js(o));if(r!==null)console.log(JSON.stringify(r));return!0}export{m as judge};
