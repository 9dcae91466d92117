// @bun
import{Yt}from"./s87.js";import{Dl}from"./s52.js";import{ua}from"./s32.js";import{Dr}from"./s10.js";import{Fl}from"./s44.js";function i(e){let r=ua(process.env);if(Dr(r))return!1;let o=Dl(e,r,process.env);if(o===Yt)return!1;if(Fl(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
