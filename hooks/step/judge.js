// @bun
import{Xt}from"./s86.js";import{Fl}from"./s56.js";import{la}from"./s47.js";import{Dr}from"./s8.js";import{Nl}from"./s43.js";function i(e){let r=la(process.env);if(Dr(r))return!1;let o=Fl(e,r,process.env);if(o===Xt)return!1;if(Nl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
