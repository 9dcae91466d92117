// @bun
import{Qt}from"./s82.js";import{_l}from"./s28.js";import{Sr,sa}from"./s18.js";import{$l}from"./s27.js";function i(e){let r=sa(process.env);if(Sr(r))return!1;let o=_l(e,r,process.env);if(o===Qt)return!1;if($l(e,r,process.env,o),o!==null)console.log(JSON.stringify(o));return!0}export{i as judge};
