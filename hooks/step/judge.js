// @bun
import{Wp,Qt,Ae}from"./s78.js";import{xl}from"./s27.js";import{vr,ea}from"./s16.js";import{qd}from"./s8.js";import{Bs}from"./s56.js";function m(e){let o=ea(process.env);if(vr(o))return!1;let r=xl(e,o,process.env);if(r===Qt)return!1;if(Ae(e)!==null&&!Wp(r))qd(o,e.call,process.env,Bs(o));if(r!==null)console.log(JSON.stringify(r));return!0}export{m as judge};
