// @bun
import{Vp,Yt,Ee}from"./s78.js";import{_l}from"./s15.js";import{Ji,Yi}from"./s57.js";import{Dd}from"./s24.js";import{Zs}from"./s48.js";function m(e){let o=Yi(process.env);if(Ji(o))return!1;let r=_l(e,o,process.env);if(r===Yt)return!1;if(Ee(e)!==null&&!Vp(r))Dd(o,e.call,process.env,Zs(o));if(r!==null)console.log(JSON.stringify(r));return!0}export{m as judge};
